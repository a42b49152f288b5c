// Starts the browser's passkey dialogue for a button that says what it is for:
// data-passkey="login|add|authenticate" data-credential="id of the field that takes the answer".
const forms = window.allauth.webauthn.forms;
const starters = { login: forms.loginForm, add: forms.addForm, authenticate: forms.authenticateForm };

for (const button of document.querySelectorAll("[data-passkey]")) {
  const kind = button.dataset.passkey;
  const { credential, passwordless } = button.dataset;
  const ids = { [kind]: button.id, credential, passwordless };
  if (kind !== "login") ids.data = "js_data";
  if (window.PublicKeyCredential) {
    starters[kind]({ ids });
    for (const place of document.querySelectorAll("[data-needs-passkeys]")) place.hidden = false;
  }
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.getElementById("passkey-fout");
  place.hidden = false;
  place.focus();
});
