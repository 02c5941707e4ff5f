/** Actions of the merge screen: by its buttons, its keys and the palette. */
import type { Command } from '../../workspace/window/CommandTable.svelte';
import type { DocumentState } from '../../workspace/document/DocumentState.svelte';
import { writeBlock } from '../../workspace/home/Session.svelte';
import type { Workspace } from '../../workspace/Workspace.svelte';
import type { Merging } from './Merging.svelte';

export class MergeActions {
  readonly #workspace: Workspace;
  readonly #document: DocumentState;
  readonly #merging: Merging;

  constructor(workspace: Workspace, document: DocumentState, merging: Merging) {
    this.#workspace = workspace;
    this.#document = document;
    this.#merging = merging;
  }

  /** The reassurance while the merge is not there yet. */
  get safety(): string {
    return this.#document.conflict?.putBack
      ? 'Your save met a newer version. Bobbin kept it, put it back at once and sent nothing over it. Your draft is kept.'
      : 'Nothing was sent. Your draft is kept, and their version is in the history.';
  }

  /** Why the merge can't be saved at once; null when it can. Without a connection it is sent later. */
  get saveBlock(): string | null {
    const { target } = this.#document;
    const instance = target.kind === 'dashboard' ? this.#workspace.session.instance(target.instance) : null;
    const block = writeBlock(instance);
    return block && block.kind !== 'offline' ? block.why : null;
  }

  /** Makes the merged text the draft; then it is saved, or reviewed like any other. */
  async finish(then: 'save' | 'review'): Promise<void> {
    const { summary } = this.#merging.state ?? {};
    if (!(await this.#merging.finish())) return;
    this.#document.focus();
    if (then === 'save') {
      await this.#workspace.commands.run('document.save');
      return;
    }
    this.#workspace.layout.showPanel('review');
    this.#workspace.notices.say(`${summary}. Look the changes over, then save.`, {
      action: { label: 'Undo', run: () => this.#document.undo() },
    });
  }

  /** Goes back to the editor; decisions are there again next time. */
  async leave(): Promise<void> {
    await this.#merging.flush();
    await this.#document.saving.leaveMerge();
    this.#document.focus();
  }

  async takeTheirs(): Promise<void> {
    await this.#document.saving.resolve('takeTheirs');
    this.#workspace.notices.say('Took theirs. Your draft is kept in the history.', {
      action: { label: 'Undo', run: () => this.#document.undo() },
    });
  }

  async overwriteTheirs(): Promise<void> {
    await this.#document.saving.resolve('overwriteTheirs');
    await this.#workspace.commands.run('document.save');
  }

  /** Reports the failure of a button's work. */
  readonly attempt = (work: () => Promise<void>) => async (): Promise<void> => {
    try {
      await work.call(this);
    } catch (reason) {
      this.#workspace.fail(reason);
    }
  };

  /** The commands while the screen is up. The plain keys beside them are {@link key}'s. */
  commands(): Command[] {
    const merging = this.#merging;
    const needsConflict = () => (merging.current ? null : 'There is nothing to decide');
    return [
      {
        id: 'merge.finish',
        title: 'Finish the merge',
        group: 'Merge',
        keys: ['Mod-Enter'],
        blocked: () => (merging.canFinish ? null : `${merging.progress}.`),
        run: () => this.finish(merging.isClean && this.saveBlock === null ? 'save' : 'review'),
      },
      {
        id: 'merge.next',
        title: 'Next conflict',
        group: 'Merge',
        keys: ['F7'],
        blocked: needsConflict,
        run: () => merging.step(1),
      },
      {
        id: 'merge.previous',
        title: 'Previous conflict',
        group: 'Merge',
        keys: ['Shift-F7'],
        blocked: needsConflict,
        run: () => merging.step(-1),
      },
      {
        id: 'merge.mine',
        title: 'Decide for mine',
        group: 'Merge',
        blocked: needsConflict,
        run: () => merging.decide('mine'),
      },
      {
        id: 'merge.theirs',
        title: 'Decide for theirs',
        group: 'Merge',
        blocked: needsConflict,
        run: () => merging.decide('theirs'),
      },
      {
        id: 'merge.both',
        title: 'Keep both',
        group: 'Merge',
        blocked: () => (merging.current?.canKeepBoth ? null : 'Only one of the two can be kept here'),
        run: () => merging.decide('both'),
      },
      {
        id: 'merge.byHand',
        title: 'Edit the conflict by hand',
        group: 'Merge',
        blocked: needsConflict,
        run: () => merging.startHand(),
      },
      {
        id: 'merge.undecide',
        title: 'Take the decision back',
        group: 'Merge',
        blocked: () => (merging.current?.choice ? null : 'It is not decided yet'),
        run: () => merging.undecide(),
      },
      {
        id: 'merge.forget',
        title: 'Leave the merge and forget its decisions',
        group: 'Merge',
        run: () => this.#document.saving.leaveMerge({ forget: true }),
      },
      { id: 'merge.leave', title: 'Leave the merge, keep its decisions', group: 'Merge', run: () => this.leave() },
    ];
  }

  /** Arrows go through the conflicts, 1 to 4 decide, Enter goes on, Escape leaves. */
  key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : null;
    const root = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
    if (target?.closest('.cm-editor')) {
      // Out of the text and back to the keys that decide.
      if (event.key === 'Escape') root?.focus();
      else return;
    } else if (target?.closest('input, select, [role="menu"]') || !this.#plainKey(event.key, target)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #plainKey(key: string, target: Element | null): boolean {
    const merging = this.#merging;
    const run = (work: () => void | Promise<void>) => {
      void this.attempt(async () => work())();
      return true;
    };
    switch (key) {
      case 'ArrowDown':
      case 'ArrowRight':
        return run(() => merging.step(1));
      case 'ArrowUp':
      case 'ArrowLeft':
        return run(() => merging.step(-1));
      case '1':
        return run(() => merging.decide('mine'));
      case '2':
        return run(() => merging.decide('theirs'));
      case '3':
        return run(() => merging.decide('both'));
      case '4':
        return run(() => merging.startHand());
      case 'Backspace':
      case 'Delete':
        return run(() => merging.undecide());
      case 'Escape':
        return run(() => this.leave());
      case 'Enter':
        // On a button it presses the button.
        if (target?.closest('button')) return false;
        return run(async () => {
          if (!merging.nextOpen() && merging.canFinish) await this.finish('review');
        });
      default:
        return false;
    }
  }
}
