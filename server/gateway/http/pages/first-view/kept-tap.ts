/**
 * Keeps a tap on *Add* that comes before the page's own scripts are there: one, the first. It says at once that it is kept;
 * the page makes it when it takes over (client/screens/viewer/FirstView.tsx).
 */
export const keptTapScript = `
document.getElementById("first").addEventListener("click",function(event){
var button=event.target.closest(".f-add");
if(!button||this.dataset.tap)return;
this.dataset.tap=button.value;
button.setAttribute("aria-busy","true");
button.textContent=button.dataset.adding
})`
  .trim()
  .replaceAll('\n', '');
