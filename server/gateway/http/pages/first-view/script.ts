/**
 * What runs below the first view. The page's own styles are taken up now, in their place in the head, so that those of later
 * chunks still come after them: as styles from the start they would hold the first view up. And a tap on *Add* is kept until
 * the page makes it (client/screens/viewer/FirstView.tsx): one, the first, and it says at once that it is.
 */
export const firstScript = `
document.querySelectorAll("link[as=style]").forEach(function(link){link.rel="stylesheet"});
document.getElementById("first").addEventListener("click",function(event){
var button=event.target.closest(".f-add");
if(!button||this.dataset.tap)return;
this.dataset.tap=button.value;
button.setAttribute("aria-busy","true");
button.textContent=button.dataset.adding
})`
  .trim()
  .replaceAll('\n', '');
