// Says what language the words of one of Nib's own pages are in: the one of the messages that the
// browser found, which is not always the browser's own. Screen readers choose their voice by it.
import { t } from "../shared/words";

document.documentElement.lang = t("language");
