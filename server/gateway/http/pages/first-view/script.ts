/**
 * What runs below the first view.
 * - The page's own styles are taken up, in their place in the head, so that those of later chunks still come after them. As
 *   styles from the start they would hold the first view up.
 * - The first tap on *Add* is kept until the page makes it (client/screens/viewer/FirstView.tsx), and says so at once.
 * - Eight seconds after all has been loaded the page shows as it is: its line does not open, or a part of it has not come.
 *   Prices are too old by then to stand there without a word about it.
 */
export const firstScript = `
document.querySelectorAll("link[as=style]").forEach(function(link){link.rel="stylesheet"});
var first=document.getElementById("first");
first.addEventListener("click",function(event){
var button=event.target.closest(".f-add");
if(!button||first.dataset.tap)return;
first.dataset.tap=button.value;
button.setAttribute("aria-busy","true");
button.textContent=button.dataset.adding
});
addEventListener("load",function(){setTimeout(function(){
first.style.display="none";
document.getElementById("root").style.visibility="visible"
},8000)})`
  .trim()
  .replaceAll('\n', '');
