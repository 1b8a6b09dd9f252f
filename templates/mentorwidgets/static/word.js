// A word of one's own: lets people see what they type, and puts the focus on what went wrong.

for (const box of document.querySelectorAll("[data-see]")) {
  box.hidden = false;
  box.querySelector("input").addEventListener("change", (event) => {
    for (const field of box.closest("form").querySelectorAll("[data-word]")) field.type = event.target.checked ? "text" : "password";
  });
  // A browser must not keep it among the texts that it offers to whoever comes next.
  box.closest("form").addEventListener("submit", () => {
    for (const field of box.closest("form").querySelectorAll("[data-word]")) field.type = "password";
  });
}
document.getElementById("problem")?.focus();
