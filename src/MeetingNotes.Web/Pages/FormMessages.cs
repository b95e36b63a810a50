using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace MeetingNotes.Web.Pages;

/// <summary>What a form says when a field holds something else than a day, a time or a number; the framework says it in English.</summary>
internal static class FormMessages
{
    /// <summary>For a <c>StringLength</c>; {1} is the number.</summary>
    public const string TooLong = "Skriv högst {1} tecken.";

    public static void Apply(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => Unreadable(value));
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(Unreadable);
        messages.SetUnknownValueIsInvalidAccessor(_ => "Det som står i fältet går inte att läsa.");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "Det som står i fältet går inte att läsa.");
        messages.SetValueIsInvalidAccessor(Unreadable);
        messages.SetValueMustBeANumberAccessor(_ => "Skriv ett tal med siffror.");
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "Skriv ett tal med siffror.");
        messages.SetValueMustNotBeNullAccessor(_ => "Fyll i fältet.");
        messages.SetMissingBindRequiredValueAccessor(_ => "Fyll i fältet.");
        messages.SetMissingKeyOrValueAccessor(() => "Fyll i fältet.");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "Formuläret är tomt.");
    }

    private static string Unreadable(string value) => $"”{value}” går inte att läsa. Skriv en dag som 2026-11-25 och en tid som 09:00.";
}
