/**
 * The page of a preview's own window: the frame and nothing else. The window has no capability, so neither this page
 * nor the framed one can ask Bobbin for anything. The frame's address comes in the fragment.
 */
const address = location.hash.slice(1);
if (/^http:\/\/[0-9a-f]+\.localhost:\d+\//.test(address)) {
  const frame = document.createElement('iframe');
  frame.src = address;
  frame.title = 'The dashboard as Home Assistant shows it';
  frame.referrerPolicy = 'no-referrer';
  frame.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms');
  document.body.append(frame);
}
