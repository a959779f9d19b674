using EdgeGateway.DemoShop.Carts;

namespace EdgeGateway.DemoShop.Pages;

/// <summary>The order form and the page after it. No payment is asked for.</summary>
internal static class CheckoutPage
{
    public static (PageHead Head, Html Main) Render(Cart cart, CheckoutForm form)
    {
        var head = new PageHead("Checkout", "Where should it go?", "/checkout") { Index = false };
        return (head, Html.Of($"""
            <section class="heading"><h1>Checkout</h1><p>Demonstration only: no payment, no delivery.</p></section>
            <section class="cart">
            <form class="fields" method="post" action="/checkout">
            {Field(form, "name", "Name", "text", "name")}{Field(form, "email", "E-mail", "email", "email")}{Field(form, "street", "Street and number", "text", "street-address")}{Field(form, "city", "Postcode and city", "text", "address-level2")}
            <button class="button">Place the order</button>
            </form>
            <aside class="sums"><h2>Your order</h2><ul class="plain">{cart.Lines.Select(line => Html.Of($"<li>{line.Quantity} × {line.Product.Title}</li>"))}</ul>{CartPage.Sums(cart)}</aside>
            </section>
            """));
    }

    public static (PageHead Head, Html Main) Thanks(string? order)
    {
        var head = new PageHead("Thank you", "Your order is on its way.", "/order/thanks") { Index = false };
        return (head, Html.Of($"""
            <section class="heading thanks"><h1>Thank you!</h1><p>{(OrderNumber.IsValid(order) ? Html.Of($"Your order <b>{order}</b> is being wrapped in paper and string.") : Html.Of($"Your order is being wrapped in paper and string."))}</p><p><a class="button" href="/">Back to the shop</a></p></section>
            """));
    }

    private static Html Field(CheckoutForm form, string name, string label, string type, string autocomplete)
    {
        var problem = form.ProblemOf(name);
        var note = problem is null ? Html.Empty : Html.Of($"""<em id="{name}-problem">{problem}</em>""");
        var marks = problem is null ? Html.Empty : Html.Of($""" aria-invalid="true" aria-describedby="{name}-problem" """);
        return Html.Of($"""<label>{label}<input type="{type}" name="{name}" value="{form.ValueOf(name)}" autocomplete="{autocomplete}" maxlength="{CheckoutForm.MaxLength}" required{marks}>{note}</label>""");
    }
}
