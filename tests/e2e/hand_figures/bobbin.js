// What a hand does in Bobbin's visual editor.

const tiles = () => document.querySelectorAll("[data-testid='canvas'] .box.tile");
const tile = (path) => document.querySelector(`[data-testid='canvas'] [data-path='${path}']`);
const card = (index) => `["views",0,"sections",0,"cards",${index}]`;
const content = () => document.querySelector('.cm-content');
const text = () => (content().cmTile?.view ?? content().cmView.view).state.doc;
const field = (name) => document.querySelector(`[data-testid='inspector'] [data-field='${name}'] input`);

/** The path as the inspector's heading has it: `views[0].sections[0].cards[1]`. */
const pathText = (path) =>
  JSON.parse(path).map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');

const point = (type, x, y, target, Kind = PointerEvent) =>
  target.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, button: 0, clientX: x, clientY: y, isPrimary: true }));

function middle(element) {
  const { left, top } = element.getBoundingClientRect();
  return [left + 12, top + 8];
}

/** Brings a tile into sight, which is what draws it. */
async function reach(path) {
  const canvas = document.querySelector("[data-testid='canvas']");
  for (let top = 0; !tile(path) && top < canvas.scrollHeight; top += canvas.clientHeight / 2) {
    canvas.scrollTop = top;
    await frame();
    await frame();
  }
  const found = await when(() => tile(path));
  found.scrollIntoView({ block: 'nearest' });
  await frame();
  return tile(path);
}

const actions = {
  /** From a click on a dashboard in the list to its cards on the canvas and its text beside it. */
  async open(title) {
    const rows = [...document.querySelectorAll("[data-testid='dashboard-row']")];
    const row = rows.find((candidate) => candidate.innerText.includes(title));
    return took(
      () => row.click(),
      () => content()?.ariaLabel === `YAML of ${title}` && text().length > 100_000 && tiles().length > 0,
    );
  },

  /** Nothing: the tab stays. */
  async leave() {},

  /** From a click on a card to the form for it. */
  async select(index) {
    const path = card(index);
    const found = await reach(path);
    const [x, y] = middle(found);
    point('pointerdown', x, y, found);
    await held();
    return took(
      () => {
        point('pointerup', x, y, found);
        point('click', x, y, found, MouseEvent);
      },
      () => {
        const names = document.querySelector("[data-testid='inspector'] .names p");
        return names?.title === pathText(path) && document.querySelector("[data-testid='inspector'] [data-field]");
      },
    );
  },

  async type(letters) {
    const title = await when(() => field('title'));
    const line = [...text().iterLines()].findIndex((candidate) => candidate.includes('title: Room 1')) + 1;
    const name = () => tile(card(1))?.querySelector('.name');
    title.focus();
    return typed(title, letters, {
      text: (now) => text().line(line).text.endsWith(`title: ${now}`),
      canvas: (now) => name()?.textContent === now,
    });
  },

  /** Drags a card up and down in its section, and lets it be. */
  async drag(frames) {
    const found = await reach(card(1));
    const [left, top] = middle(found);
    point('pointerdown', left, top, found);
    for (const by of [2, 8]) {
      point('pointermove', left, top + by, found);
      await frame();
    }
    const times = await dragged(frames, (at) => {
      const [x, y] = [left + 40 * Math.sin(at / 9), top + at * 3];
      point('pointermove', x, y, document.elementFromPoint(x, y) ?? found);
    });
    if (!document.querySelector("[data-testid='drop-mark']")) throw new Error('nothing was dragged');
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    return times;
  },
};
