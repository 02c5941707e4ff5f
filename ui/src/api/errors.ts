import type { CommandFailed } from './client';
import type { ErrorCode, Severity } from './generated/api';
import * as common from '../words/generated/common';
import * as say from '../words/generated/window';

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
  badRequest: { severity: 'error', title: say.notPossible(), action: 'copyDetails' },
  badAddress: { severity: 'error', title: say.invalidAddress(), action: 'none' },
  notConnected: { severity: 'warning', title: say.notConnected(), action: 'reconnect' },
  timeout: { severity: 'warning', title: common.noAnswerInTime(), action: 'reconnect' },
  tokenRefused: { severity: 'error', title: common.tokenRefused(), action: 'newToken' },
  notAllowed: { severity: 'warning', title: say.notAllowed(), action: 'none' },
  rejected: { severity: 'error', title: say.homeAssistantRefused(), action: 'copyDetails' },
  notFound: { severity: 'warning', title: say.noLongerThere(), action: 'none' },
  invalidText: { severity: 'error', title: say.textProblems(), action: 'showProblems' },
  tooLarge: { severity: 'error', title: say.tooLarge(), action: 'none' },
  readOnly: { severity: 'warning', title: 'Read-only', action: 'none' },
  editRefused: { severity: 'warning', title: say.notPossibleHere(), action: 'none' },
  outOfStep: { severity: 'warning', title: say.outOfStep(), action: 'none' },
  changedOnDisk: { severity: 'warning', title: say.fileChangedOnDisk(), action: 'refresh' },
  file: { severity: 'error', title: say.fileProblem(), action: 'copyDetails' },
  storage: { severity: 'error', title: say.bobbinsOwnDataCouldNot(), action: 'copyDetails' },
  internal: { severity: 'error', title: say.errorInBobbin(), action: 'copyDetails' },
};

export function treatmentOf(error: CommandFailed): ErrorTreatment {
  return errorTreatments[error.code];
}
