/** Which of the two pickers is open, if one is, and the text in its field. */
export class Palette {
  #isOpen = $state(false);
  query = $state('');

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A leading `>` asks for commands, anything else for dashboards and documents. */
  get isCommands(): boolean {
    return this.query.startsWith('>');
  }

  open(what: 'commands' | 'anything'): void {
    this.query = what === 'commands' ? '>' : '';
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
  }
}
