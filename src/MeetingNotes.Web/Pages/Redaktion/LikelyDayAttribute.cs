using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>A day of our times: "18" typed for the year is the year 18 to a browser, and would be the address of the note for ever.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LikelyDayAttribute : ValidationAttribute
{
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    public override bool IsValid(object? value) => value is not DateOnly { Year: < FirstYear or > LastYear };

    public override string FormatErrorMessage(string name) =>
        string.Create(CultureInfo.InvariantCulture, $"Kontrollera årtalet. Det ska ha fyra siffror och vara från {FirstYear} till {LastYear}.");
}
