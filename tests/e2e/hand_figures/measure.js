// What both sides are measured with. A thing counts as shown in the frame that paints it, so that no time here is
// shorter than what a person sees, and none finer than a frame.

const PATIENCE = 60_000;
/** Ten keys a second is fast typing. */
const BETWEEN_KEYS = 100;
/** How long a person holds the button down in a click: what an editor does meanwhile is done when the click comes. */
const HOLD = 80;

const held = () => new Promise((next) => setTimeout(next, HOLD));
const frame = () => new Promise((next) => requestAnimationFrame(next));

/** What an expression gives, as soon as it gives something; looked at once in each frame. */
async function when(there) {
  const start = performance.now();
  for (;;) {
    const found = there();
    if (found) return found;
    if (performance.now() - start > PATIENCE) throw new Error(`it never came: ${there}`);
    await frame();
  }
}

/** How long it takes from an act to what it leads to, in milliseconds. */
async function took(act, there) {
  const start = performance.now();
  await act();
  await when(there);
  return performance.now() - start;
}

/**
 * Types letters into a field, each at any time of a frame, and how long each takes to be shown by each of some. They go
 * in by the command that a key gives the browser: when a script sets a value, WebKit draws all of the window anew.
 */
async function typed(field, letters, shown) {
  const times = Object.fromEntries(Object.keys(shown).map((name) => [name, []]));
  let text = '';
  field.focus();
  field.select();
  for (const letter of letters) {
    text += letter;
    const now = text;
    const start = performance.now();
    if (!document.execCommand('insertText', false, letter)) throw new Error('nothing can be typed there');
    const looks = Object.entries(shown).map(async ([name, isShown]) => {
      await when(() => isShown(now));
      times[name].push(performance.now() - start);
    });
    await Promise.all(looks);
    const left = start + BETWEEN_KEYS - performance.now();
    if (left > 0) await new Promise((next) => setTimeout(next, left));
  }
  return times;
}

/** Moves something once in each frame: the time between frames, and how long each one kept the page busy. */
async function dragged(frames, move) {
  const between = [];
  const busy = [];
  let before = await frame();
  for (let at = 1; at <= frames; at++) {
    const start = performance.now();
    // A timer comes after the frame is laid out and painted. A message would, too, but WebKit's goes through another process.
    const painted = new Promise((done) => setTimeout(() => done(performance.now() - start)));
    move(at);
    busy.push(await painted);
    const now = await frame();
    between.push(now - before);
    before = now;
  }
  return { between, busy };
}
