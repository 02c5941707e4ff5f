import type { Component } from 'svelte';

/** The properties that every dialog's component gets in addition to its own. */
export interface DialogProps<Answer> {
  /** Closes the dialog with an answer; null is "never mind". */
  close(answer: Answer | null): void;
}

/** The answers that close a dialog, null included. */
type AnswerOf<Props> = Props extends { close(answer: infer Answer): void } ? Answer : never;

interface OpenDialog {
  readonly id: number;
  readonly component: Component<Record<string, unknown>>;
  readonly props: Record<string, unknown>;
}

/** One dialog at a time: a second one waits until the first is answered, so none stands over another. */
export class Dialogs {
  #queue = $state.raw<readonly OpenDialog[]>([]);
  #next = 1;

  get current(): OpenDialog | null {
    return this.#queue[0] ?? null;
  }

  /** Opens a component as a dialog; the answer is null when the user closes it without one. */
  open<Props extends DialogProps<never>>(
    component: Component<Props>,
    props: Omit<Props, 'close'>,
  ): Promise<AnswerOf<Props> | null> {
    return new Promise((answered) => {
      const id = this.#next++;
      const close = (answer: AnswerOf<Props> | null) => {
        if (!this.#queue.some((dialog) => dialog.id === id)) return;
        this.#queue = this.#queue.filter((dialog) => dialog.id !== id);
        answered(answer);
      };
      // A component is a function of its own properties: the host passes on exactly those.
      const dialog = { id, component: component as unknown as OpenDialog['component'], props: { ...props, close } };
      this.#queue = [...this.#queue, dialog];
    });
  }
}
