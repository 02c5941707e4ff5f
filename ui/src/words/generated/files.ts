// Written by `cargo xtask codegen` from crates/bobbin-words/en/ui/files.ftl.
import en from '../../../../crates/bobbin-words/en/ui/files.ftl?raw';
import { speaker } from '../speaker';

const say = /* @__PURE__ */ speaker({ en });

/** `Exported “{ $title }” to { $file }.` */
export const exportedTo = (given: { title: string; file: string }): string => say.text('exported-to', { title: given.title, file: given.file });

/** `The text is now the draft of “{ $title }”. Review it, then save.` */
export const textIsNowDraft = (given: { title: string }): string => say.text('text-is-now-draft', { title: given.title });

/** `It has no path until it is saved.` */
export const noPathYet = (): string => say.text('no-path-yet');

/** `Send to Home Assistant…` */
export const sendToHomeAssistant = (): string => say.text('send-to-home-assistant');

/** `Open it first.` */
export const openFirst = (): string => say.text('open-first');

/** `Files` */
export const files = (): string => say.text('files');

/** `Open or create a file` */
export const openOrCreateFile = (): string => say.text('open-or-create-file');

/** `not saved` */
export const notSaved = (): string => say.text('not-saved');

/** `YAML files that you open are listed here.` */
export const noFilesYet = (): string => say.text('no-files-yet');

/** `File “{ $title }”` */
export const file = (given: { title: string }): string => say.text('file', { title: given.title });

/** `Open a file by its path` */
export const openFilePath = (): string => say.text('open-file-path');

/** `The full path of a YAML file on this computer.` */
export const fullPathYamlFileOn = (): string => say.text('full-path-yaml-file-on');

/** `/home/robin/lights.yaml` */
export const pathExample = (): string => say.text('path-example');

/** `Existing dashboard` */
export const existingDashboard = (): string => say.text('existing-dashboard');

/** `New dashboard` */
export const newDashboard = (): string => say.text('new-dashboard');

/** `Send “{ $title }” to Home Assistant` */
export const sendTitle = (given: { title: string }): string => say.text('send-title', { title: given.title });

/** `The text becomes the draft of a dashboard. Review the changes there; nothing is saved until you save.` */
export const sendText = (): string => say.text('send-text');

/** `Send to` */
export const whereTo = (): string => say.text('where-to');

/** `Its current version stays in the history.` */
export const versionStaysInHistory = (): string => say.text('version-stays-in-history');

/** `Can’t be changed later.` */
export const pathIsFinal = (): string => say.text('path-is-final');

/** `Create and review` */
export const createAndReview = (): string => say.text('create-and-review');

/** `Review` */
export const reviewThere = (): string => say.text('review-there');

/** `Connect to a Home Assistant first.` */
export const connectHomeAssistantFirst = (): string => say.text('connect-home-assistant-first');

/** `There is no dashboard to send it to.` */
export const noDashboardSend = (): string => say.text('no-dashboard-send');

/** `Open a file by its path…` */
export const openFilePath2 = (): string => say.text('open-file-path-2');

/** `save copy yaml download backup` */
export const saveCopyYamlDownloadBackup = (): string => say.text('save-copy-yaml-download-backup');

/** `upload push copy to dashboard` */
export const uploadPushCopyDashboard = (): string => say.text('upload-push-copy-dashboard');

/** `Connect to a Home Assistant first` */
export const connectHomeAssistantFirst2 = (): string => say.text('connect-home-assistant-first-2');

/** `Enter the path of a file.` */
export const enterAPath = (): string => say.text('enter-a-path');

/** `Write the home folder in full, as /home/….` */
export const writeHomeInFull = (): string => say.text('write-home-in-full');

/** `The path must be absolute.` */
export const pathMustBeAbsolute = (): string => say.text('path-must-be-absolute');

/** `This is a folder.` */
export const isAFolder = (): string => say.text('is-a-folder');
