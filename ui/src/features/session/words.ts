/** The session in words: the state of a connection, and the result of a connection test. */
import type { Connection, ConnectionTestResult } from '../../api/generated/api';
import { sentence } from '../../shared/names';
import * as common from '../../words/generated/common';
import * as say from '../../words/generated/homes';

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
      const detail = (words: string) => [words, polling].filter((part) => part !== null).join(' ');
      if (latencyMs === null) return { label: common.connected(), detail: detail(say.connected()), tone: 'good' };
      return latencyGood
        ? { label: say.latency({ latencyMs }), detail: detail(say.connectedLatency({ latencyMs })), tone: 'good' }
        : {
            label: say.latencySlow({ latencyMs }),
            detail: detail(say.connectedSlow({ latencyMs })),
            tone: 'warning',
          };
    }
    case 'connecting':
      return { label: say.connecting(), detail: say.connectingHomeAssistant(), tone: 'info' };
    case 'reconnecting': {
      const { attempt, retryAt, error } = connection;
      const wait = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1000));
      const when =
        wait === null || wait === 0 ? say.attemptNowShort({ attempt }) : say.attemptInShort({ attempt, wait });
      return { label: say.reconnecting({ when }), detail: say.connectionLostBecause({ error }), tone: 'warning' };
    }
    case 'offline':
      return { label: say.offline(), detail: say.offlineDraftsKept(), tone: 'info' };
    case 'tokenRefused':
      return { label: common.tokenRefused(), detail: connection.message, tone: 'problem' };
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
            title: say.testWorks({ home: result.home, haVersion: result.haVersion }),
            text: say.testAdministrator({ user: result.user }),
            field: null,
          }
        : {
            tone: 'warning',
            title: say.testWorksReadOnly({ home: result.home, haVersion: result.haVersion }),
            text: say.testReadOnly({ user: result.user }),
            field: null,
          };
    case 'badAddress':
      return { tone: 'problem', title: say.invalidAddress(), text: result.message, field: 'url' };
    case 'hostNotFound':
      return {
        tone: 'problem',
        title: say.hostNotFound({ host: result.host }),
        text: say.hostNotFoundHint(),
        field: 'url',
      };
    case 'refused':
      return {
        tone: 'problem',
        title: say.nothingAnswers({ address: result.address }),
        text: say.nothingListens(),
        field: 'url',
      };
    case 'timeout':
      return {
        tone: 'problem',
        title: common.noAnswerInTime(),
        text: say.noReply(),
        field: 'url',
      };
    case 'certificateUntrusted':
      return {
        tone: 'warning',
        title: say.certificateNotTrusted(),
        text: say.trustIfYours({ sentence: sentence(result.reason) }),
        field: null,
      };
    case 'tlsFailed':
      return {
        tone: 'problem',
        title: say.secureConnectionFailed(),
        text: say.tryPlainHttp({ sentence: sentence(result.message) }),
        field: 'url',
      };
    case 'notHomeAssistant':
      return {
        tone: 'problem',
        title: say.notHomeAssistant(),
        text: say.checkPortAndPath({ sentence: sentence(result.message) }),
        field: 'url',
      };
    case 'tokenRefused':
      return {
        tone: 'problem',
        title: say.homeAssistantRefusedToken(),
        text: say.refusedCopyToken({ message: result.message }),
        field: 'token',
      };
  }
}
