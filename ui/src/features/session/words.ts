/** The session in words: the state of a connection, and the result of a connection test. */
import type { Connection, ConnectionTestResult } from '../../api/generated/api';
import { sentence } from '../../shared/names';

export type Tone = 'good' | 'warning' | 'problem' | 'info';

export interface ConnectionWords {
  /** A few words for the bar. */
  readonly label: string;
  /** The whole of it, for the tooltip. */
  readonly detail: string;
  readonly tone: Tone;
}

export function connectionWords(connection: Connection, now: number): ConnectionWords {
  switch (connection.state) {
    case 'connected': {
      const { latencyMs, latencyGood, polling } = connection;
      const more = polling === null ? '' : ` ${polling}`;
      if (latencyMs === null) return { label: 'Connected', detail: `Connected.${more}`, tone: 'good' };
      const answer = `Home Assistant answers in ${latencyMs} ms`;
      return latencyGood
        ? { label: `${latencyMs} ms`, detail: `Connected, good: ${answer}.${more}`, tone: 'good' }
        : { label: `${latencyMs} ms, poor`, detail: `Connected, poor: ${answer}.${more}`, tone: 'warning' };
    }
    case 'connecting':
      return { label: 'Connecting…', detail: 'Connecting to Home Assistant.', tone: 'info' };
    case 'reconnecting': {
      const { attempt, retryAt, error } = connection;
      const wait = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
      const when = wait === null || wait === 0 ? `try ${attempt}, now` : `try ${attempt} in ${wait} s`;
      return { label: `Reconnecting: ${when}`, detail: `The connection was lost. ${error}`, tone: 'warning' };
    }
    case 'offline':
      return { label: 'Offline', detail: 'Not connected. Drafts are kept and can be edited.', tone: 'info' };
    case 'tokenRefused':
      return { label: 'Token refused', detail: connection.message, tone: 'problem' };
  }
}

export interface TestWords {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
  /** The field with the problem, so that the field can show it. */
  readonly field: 'url' | 'token' | null;
}

/** Each outcome has its own explanation: the finding, and a remedy. */
export function testWords(result: ConnectionTestResult): TestWords {
  switch (result.result) {
    case 'works':
      return result.isAdmin
        ? {
            tone: 'good',
            title: `Works: ${result.home}, Home Assistant ${result.haVersion}`,
            text: `Signed in as ${result.user}, an administrator.`,
            field: null,
          }
        : {
            tone: 'warning',
            title: `Works, to read only: ${result.home}, Home Assistant ${result.haVersion}`,
            text: `${result.user} is not an administrator there. Dashboards can be read and compared, not saved. Use a token of an administrator to save.`,
            field: null,
          };
    case 'badAddress':
      return { tone: 'problem', title: 'This is not an address', text: result.message, field: 'url' };
    case 'hostNotFound':
      return {
        tone: 'problem',
        title: `There is no host named ${result.host}`,
        text: 'Check the spelling. A name ending in .local works in the same network only; the IP address works, too.',
        field: 'url',
      };
    case 'refused':
      return {
        tone: 'problem',
        title: `Nothing answers at ${result.address}`,
        text: 'The computer is there, but nothing listens on this port. Home Assistant’s usual port is 8123. It may also be restarting.',
        field: 'url',
      };
    case 'timeout':
      return {
        tone: 'problem',
        title: 'No answer in time',
        text: 'Nothing came back. The address may belong to another network, or a firewall is in between.',
        field: 'url',
      };
    case 'certificateUntrusted':
      return {
        tone: 'warning',
        title: 'The certificate is not trusted',
        text: `${sentence(result.reason)} If the fingerprint below is the one of your server, trust it for this Home Assistant only.`,
        field: null,
      };
    case 'tlsFailed':
      return {
        tone: 'problem',
        title: 'No secure connection could be made',
        text: `${sentence(result.message)} If Home Assistant speaks plain http, start the address with http://.`,
        field: 'url',
      };
    case 'notHomeAssistant':
      return {
        tone: 'problem',
        title: 'Something answers there, but not Home Assistant',
        text: `${sentence(result.message)} Check the port and the path of the address.`,
        field: 'url',
      };
    case 'tokenRefused':
      return {
        tone: 'problem',
        title: 'Home Assistant refused the token',
        text: `It says: “${result.message}”. Copy the whole token; when in doubt make a new one. Home Assistant blocks an address after several refused tokens.`,
        field: 'token',
      };
  }
}
