// The page after signing out: nothing that this tab kept waits here for whoever comes next.
import { forgetKept } from "../../../mentorwidgets/static/_kept.js";

if (location.hash === "#left") {
  forgetKept();
  history.replaceState(null, "", location.pathname);
}
