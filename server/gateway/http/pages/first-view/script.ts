/**
 * The script below the first view.
 * - It applies the page's styles at their place in the head, before those of later chunks. From the start they would
 *   block the first view.
 * - It keeps the first tap on *Add* for the page (client/screens/buyer/viewer/FirstView.tsx).
 * - Eight seconds after the load it removes the view, since its prices are stale by then.
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
