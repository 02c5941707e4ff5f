// The same in Home Assistant's own editor, which lies in nested shadow trees.

function deep(name, root = document, found = []) {
  for (const element of root.querySelectorAll('*')) {
    if (element.localName === name) found.push(element);
    if (element.shadowRoot) deep(name, element.shadowRoot, found);
  }
  return found;
}

function go(path) {
  history.pushState(null, '', path);
  dispatchEvent(new CustomEvent('location-changed', { detail: { replace: false } }));
}

const cards = () => deep('hui-card-edit-mode').filter((card) => card.path?.[1] === 0 && card.path[3] === 0);
const dialog = () => deep('hui-dialog-edit-card').find((candidate) => candidate._cardConfig);
/** The form of the card, or its YAML where there is no form for it. */
const editor = () => {
  const shown = dialog();
  const element = shown && deep('hui-card-element-editor', shown.shadowRoot)[0];
  return element && [...deep('ha-form', element.shadowRoot), ...deep('ha-code-editor', element.shadowRoot)]
    .find((form) => form.offsetHeight > 0);
};

async function closeDialog() {
  dialog()?.closeDialog();
  await when(() => !dialog());
}

const actions = {
  /** From the address of a dashboard to a card of it with its handles. */
  async open(path) {
    return took(() => go(`/${path}/view-1?edit=1`), () => cards().some((card) => card.offsetHeight > 0));
  },

  async leave() {
    go('/profile/general');
    await when(() => cards().length === 0);
  },

  /** From a click on a card to the form for it. */
  async select(index) {
    await closeDialog();
    const card = await when(() => cards().find((candidate) => candidate.path.at(-1) === index));
    card.scrollIntoView({ block: 'center' });
    await frame();
    const control = card.shadowRoot.querySelector('.control');
    control.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true, isPrimary: true }));
    await held();
    return took(() => control.click(), editor);
  },

  async type(letters) {
    const field = deep('input', editor().shadowRoot).find((input) => ['text', ''].includes(input.type) && !input.readOnly);
    const preview = dialog().shadowRoot.querySelector('.element-preview');
    const heading = () => deep('hui-entities-card', preview)[0]?.shadowRoot.querySelector('.card-header .name');
    return typed(field, letters, {
      config: (text) => dialog()._cardConfig.title === text,
      preview: (text) => heading()?.textContent.trim() === text,
    });
  },

  /** Drags a card up and down in its section: what the browser's own drag sends, sent by hand. */
  async drag(frames) {
    await closeDialog();
    const card = cards()[1].closest('.card') ?? cards()[1].parentElement;
    card.scrollIntoView({ block: 'center' });
    await frame();
    const { left, top, height } = card.getBoundingClientRect();
    const dataTransfer = new DataTransfer();
    const send = (type, x, y, target, Kind = DragEvent) =>
      target.dispatchEvent(new Kind(type, {
        bubbles: true, cancelable: true, composed: true, button: 0, buttons: 1, clientX: x, clientY: y, dataTransfer, isPrimary: true, pointerType: 'mouse',
      }));
    const under = (x, y) => {
      let found = document.elementFromPoint(x, y);
      while (found?.shadowRoot) {
        const inner = found.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === found) break;
        found = inner;
      }
      return found;
    };
    send('pointerdown', left + 40, top + 20, card, PointerEvent);
    send('mousedown', left + 40, top + 20, card, MouseEvent);
    send('dragstart', left + 40, top + 20, card);
    await frame();
    await frame();
    const times = await dragged(frames, (at) => {
      const x = left + 40 + 40 * Math.sin(at / 9);
      const y = top + 20 + at * 3;
      const target = under(x, y);
      if (target) send('dragover', x, y, target);
    });
    send('dragend', left + 40, top + 20, card);
    send('pointerup', left + 40, top + 20, document, PointerEvent);
    return times;
  },
};
