// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/homes.ftl.
import en from '../../../../crates/bobbin-words/en/ui/homes.ftl?raw';
import { code, name, speaker, type Sentence } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Enter the address and the token first` */
export const addressAndTokenFirst = (): string => say.text('address-and-token-first');

/** `Connect to Home Assistant` */
export const connectHomeAssistant = (): string => say.text('connect-home-assistant');

/** `As in your browser, for example http://homeassistant.local:8123` */
export const addressHint = (): string => say.text('address-hint');

/** `Long-lived access token` */
export const longLivedAccessToken = (): string => say.text('long-lived-access-token');

/** `Leave empty to use the name of your home in Home Assistant` */
export const nameHint = (): string => say.text('name-hint');

/** `Bobbin can’t store the token` */
export const tokenNotStored = (): string => say.text('token-not-stored');

/** `{ $reason } Bobbin never writes a token to a file, so you have to enter it again next time.` */
export const tokenNotStoredBecause = (given: { reason: string }): string => say.text('token-not-stored-because', { reason: given.reason });

/** `Stop the test` */
export const stopTest = (): string => say.text('stop-test');

/** `Test connection` */
export const testConnection = (): string => say.text('test-connection');

/** `Connect` */
export const connect = (): string => say.text('connect');

/** `SHA-256` */
export const sha256 = (): string => say.text('sha-256');

/** `Trust this certificate` */
export const trustThisCertificate = (): string => say.text('trust-this-certificate');

/** `Edit the dashboards of your own home.` */
export const connectText = (): string => say.text('connect-text');

/** `A small home inside Bobbin. Nothing leaves this computer.` */
export const demoHomeText = (): string => say.text('demo-home-text');

/** `Open a YAML file` */
export const openYamlFile = (): string => say.text('open-yaml-file');

/** `Edit a dashboard’s text without Home Assistant.` */
export const openFileText = (): string => say.text('open-file-text');

/** `Bobbin` */
export const bobbin = (): string => say.text('bobbin');

/** `The editor for Home Assistant dashboards` */
export const whatBobbinIs = (): string => say.text('what-bobbin-is');

/** `Starting` */
export const starting = (): string => say.text('starting');

/** `Name and address` */
export const nameAndAddress = (): string => say.text('name-and-address');

/** `Keep anyway` */
export const keepAnyway = (): string => say.text('keep-anyway');

/** `Home Assistant instances` */
export const homeAssistantInstances = (): string => say.text('home-assistant-instances');

/** `Remove { $name }` */
export const removeHome = (given: { name: string }): string => say.text('remove-home', { name: given.name });

/** `Remove` */
export const remove = (): string => say.text('remove');

/** `Home Assistant says: “{ $message }”. Bobbin has stopped trying. Drafts are kept.` */
export const refusedStoppedTrying = (given: { message: string }): string => say.text('refused-stopped-trying', { message: given.message });

/** `The token for { $name } is missing.` */
export const tokenMissing = (given: { name: string }): string => say.text('token-missing', { name: given.name });

/** `It was kept for the last session only, or it was removed from the keyring.` */
export const tokenMissingBecause = (): string => say.text('token-missing-because');

/** `Enter the token…` */
export const enterToken = (): string => say.text('enter-token');

/** `The token for { $name } can’t be read.` */
export const tokenUnreadable = (given: { name: string }): string => say.text('token-unreadable', { name: given.name });

/** `Try the keyring again` */
export const askKeyringAgain = (): string => say.text('ask-keyring-again');

/** `Waiting for the keyring.` */
export const waitingKeyring = (): string => say.text('waiting-keyring');

/** `Your system may be asking for its password. Drafts and files are available meanwhile.` */
export const keyringAsks = (): string => say.text('keyring-asks');

/** `Connection lost.` */
export const connectionLost = (): string => say.text('connection-lost');

/** `Attempt { $attempt } in { $wait } s.` */
export const attemptIn = (given: { attempt: number; wait: number }): string => say.text('attempt-in', { attempt: given.attempt, wait: given.wait });

/** `Attempt { $attempt } is in progress.` */
export const attemptNow = (given: { attempt: number }): string => say.text('attempt-now', { attempt: given.attempt });

/** `Drafts are kept; you can keep editing.` */
export const draftsKept = (): string => say.text('drafts-kept');

/** `“{ $user }” has read-only access.` */
export const readOnlyAccess = (given: { user: string }): string => say.text('read-only-access', { user: given.user });

/** `Use an administrator’s token to save dashboards. Your edits are kept as drafts.` */
export const useAdministratorsToken = (): string => say.text('use-administrators-token');

/** `Enter another token…` */
export const enterAnotherToken = (): string => say.text('enter-another-token');

/** `The token for { $name } is kept for this session only, because there is no keyring to store it in.` */
export const tokenKeptForSession = (given: { name: string }): string => say.text('token-kept-for-session', { name: given.name });

/** `New token for { $name }` */
export const newToken = (given: { name: string }): string => say.text('new-token', { name: given.name });

/** `Use this token` */
export const useThisToken = (): string => say.text('use-this-token');

/** `How to create a token` */
export const howToCreateAToken = (): string => say.text('how-to-create-a-token');

/** `Open Home Assistant in a browser and click your name at the bottom left.` */
export const tokenHelpOpen = (): string => say.text('token-help-open');

/** `Copy it and paste it above. Home Assistant shows it only once.` */
export const tokenHelpPaste = (): string => say.text('token-help-paste');

/** `To save dashboards, the token must belong to an administrator. Bobbin keeps it in your system’s keyring.` */
export const tokenHelpAdministrator = (): string => say.text('token-help-administrator');

/** `Connecting…` */
export const connecting = (): string => say.text('connecting');

/** `Connecting to Home Assistant.` */
export const connectingHomeAssistant = (): string => say.text('connecting-home-assistant');

/** `attempt { $attempt }, now` */
export const attemptNowShort = (given: { attempt: number }): string => say.text('attempt-now-short', { attempt: given.attempt });

/** `attempt { $attempt } in { $wait } s` */
export const attemptInShort = (given: { attempt: number; wait: number }): string => say.text('attempt-in-short', { attempt: given.attempt, wait: given.wait });

/** `Reconnecting: { $when }` */
export const reconnecting = (given: { when: string }): string => say.text('reconnecting', { when: given.when });

/** `The connection was lost. { $error }` */
export const connectionLostBecause = (given: { error: string }): string => say.text('connection-lost-because', { error: given.error });

/** `Offline` */
export const offline = (): string => say.text('offline');

/** `Not connected. Drafts are kept and can be edited.` */
export const offlineDraftsKept = (): string => say.text('offline-drafts-kept');

/** `Connected: { $home }, Home Assistant { $ha-version }` */
export const testWorks = (given: { home: string; haVersion: string }): string => say.text('test-works', { home: given.home, 'ha-version': given.haVersion });

/** `Signed in as { $user }, an administrator.` */
export const testAdministrator = (given: { user: string }): string => say.text('test-administrator', { user: given.user });

/** `Connected, read-only: { $home }, Home Assistant { $ha-version }` */
export const testWorksReadOnly = (given: { home: string; haVersion: string }): string => say.text('test-works-read-only', { home: given.home, 'ha-version': given.haVersion });

/** `“{ $user }” has read-only access: dashboards can be read and compared, but not saved. Use an administrator’s token to save.` */
export const testReadOnly = (given: { user: string }): string => say.text('test-read-only', { user: given.user });

/** `Invalid address` */
export const invalidAddress = (): string => say.text('invalid-address');

/** `Host { $host } not found` */
export const hostNotFound = (given: { host: string }): string => say.text('host-not-found', { host: given.host });

/** `Check the spelling. A name ending in .local only works on the same network; the IP address works, too.` */
export const hostNotFoundHint = (): string => say.text('host-not-found-hint');

/** `Nothing answers at { $address }` */
export const nothingAnswers = (given: { address: string }): string => say.text('nothing-answers', { address: given.address });

/** `The computer was found, but nothing listens on this port. Home Assistant’s usual port is 8123. It may also be restarting.` */
export const nothingListens = (): string => say.text('nothing-listens');

/** `There was no reply. The address may belong to another network, or a firewall may block it.` */
export const noReply = (): string => say.text('no-reply');

/** `The certificate is not trusted` */
export const certificateNotTrusted = (): string => say.text('certificate-not-trusted');

/** `{ $sentence } If the fingerprint below is your server’s, trust it for this Home Assistant only.` */
export const trustIfYours = (given: { sentence: string }): string => say.text('trust-if-yours', { sentence: given.sentence });

/** `Secure connection failed` */
export const secureConnectionFailed = (): string => say.text('secure-connection-failed');

/** `{ $sentence } If Home Assistant uses plain HTTP, start the address with http://.` */
export const tryPlainHttp = (given: { sentence: string }): string => say.text('try-plain-http', { sentence: given.sentence });

/** `This isn’t Home Assistant` */
export const notHomeAssistant = (): string => say.text('not-home-assistant');

/** `{ $sentence } Check the port and the path of the address.` */
export const checkPortAndPath = (given: { sentence: string }): string => say.text('check-port-and-path', { sentence: given.sentence });

/** `Home Assistant refused the token` */
export const homeAssistantRefusedToken = (): string => say.text('home-assistant-refused-token');

/** `Home Assistant says: “{ $message }”. Copy the whole token, or create a new one. Home Assistant blocks an address after several refused tokens.` */
export const refusedCopyToken = (given: { message: string }): string => say.text('refused-copy-token', { message: given.message });

/** `Connected.` */
export const connected = (): string => say.text('connected');

/** `{ $latency-ms -> [0] under 1 ms *[other] { $latency-ms } ms }` */
export const latency = (given: { latencyMs: number }): string => say.text('latency', { 'latency-ms': given.latencyMs });

/** `{ $latency-ms } ms, slow` */
export const latencySlow = (given: { latencyMs: number }): string => say.text('latency-slow', { 'latency-ms': given.latencyMs });

/** `Connected ({ $latency-ms -> [0] under 1 ms *[other] { $latency-ms } ms }).` */
export const connectedLatency = (given: { latencyMs: number }): string => say.text('connected-latency', { 'latency-ms': given.latencyMs });

/** `Connected, slow ({ $latency-ms } ms).` */
export const connectedSlow = (given: { latencyMs: number }): string => say.text('connected-slow', { 'latency-ms': given.latencyMs });

/** `Bobbin forgets its address. Nothing changes in Home Assistant. Drafts and versions stay on disk; they return when you add it again.` */
export const removeForgetsAddress = (): string => say.text('remove-forgets-address');

/** `Bobbin forgets its address and its token. Nothing changes in Home Assistant. Drafts and versions stay on disk; they return when you add it again.` */
export const removeForgetsAddressAndToken = (): string => say.text('remove-forgets-address-and-token');

/** `Security` */
export const tabSecurity = (): string => say.text('tab-security');

/** `Long-lived access tokens` */
export const longLivedAccessTokens = (): string => say.text('long-lived-access-tokens');

/** `Create token` */
export const createToken = (): string => say.text('create-token');

/** `Choose the tab { $tab } and go to the bottom of the page.` */
export const goToSecurity = (given: { tab: string }): Sentence => say.sentence('go-to-security', { tab: name(given.tab) });

/** `Choose the tab { $tab } ({ $page }) and go to the bottom of the page.` */
export const goToSecurityAt = (given: { tab: string; page: string }): Sentence => say.sentence('go-to-security-at', { tab: name(given.tab), page: code(given.page) });

/** `Under { $section }, choose { $button } and name it “Bobbin”.` */
export const createTheToken = (given: { section: string; button: string }): Sentence => say.sentence('create-the-token', { section: name(given.section), button: name(given.button) });
