import type { CommandFailed } from './client';
import type { ErrorCode, Severity } from './generated/api';

/** The action that the interface offers for an error, next to its message. */
export type ErrorAction =
  | 'none'
  /** Try the connection again now. */
  | 'reconnect'
  /** Ask for a new token. */
  | 'newToken'
  /** Show the problems of the text. */
  | 'showProblems'
  /** Read the file again and show how it stands. */
  | 'refresh'
  /** Offer the technical details to copy. */
  | 'copyDetails';

export interface ErrorTreatment {
  readonly severity: Severity;
  /** A heading of a few words; the error's own message has the rest. */
  readonly title: string;
  readonly action: ErrorAction;
}

/** Every code, and how the interface reacts to it. A code added in Rust fails to compile here. */
export const errorTreatments: Record<ErrorCode, ErrorTreatment> = {
  badRequest: { severity: 'error', title: 'That can’t be done as it stands', action: 'copyDetails' },
  badAddress: { severity: 'error', title: 'Not an address', action: 'none' },
  notConnected: { severity: 'warning', title: 'Not connected', action: 'reconnect' },
  timeout: { severity: 'warning', title: 'No answer in time', action: 'reconnect' },
  tokenRefused: { severity: 'error', title: 'Token refused', action: 'newToken' },
  notAllowed: { severity: 'warning', title: 'Not allowed', action: 'none' },
  rejected: { severity: 'error', title: 'Home Assistant refused', action: 'copyDetails' },
  notFound: { severity: 'warning', title: 'Not there any more', action: 'none' },
  invalidText: { severity: 'error', title: 'The text has problems', action: 'showProblems' },
  tooLarge: { severity: 'error', title: 'Too large', action: 'none' },
  readOnly: { severity: 'warning', title: 'Read-only', action: 'none' },
  editRefused: { severity: 'warning', title: 'That can’t be done here', action: 'none' },
  outOfStep: { severity: 'warning', title: 'Out of step', action: 'none' },
  changedOnDisk: { severity: 'warning', title: 'The file changed on disk', action: 'refresh' },
  file: { severity: 'error', title: 'File problem', action: 'copyDetails' },
  storage: { severity: 'error', title: 'Bobbin’s own data could not be written', action: 'copyDetails' },
  internal: { severity: 'error', title: 'A fault in Bobbin', action: 'copyDetails' },
};

export function treatmentOf(error: CommandFailed): ErrorTreatment {
  return errorTreatments[error.code];
}
