// The pages are the same for everyone, so the number in the cart arrives separately.
(async () => {
  const badge = document.getElementById("cart-count");
  try {
    const answer = await fetch("/cart/count", { headers: { Accept: "application/json" } });
    const { count } = await answer.json();
    badge.textContent = count > 0 ? String(count) : "";
  } catch {
    badge.textContent = "";
  }
})();
