using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Drafting;

namespace MeetingNotes.Web.Pages.Redaktion;

/// <summary>A text that anybody will be able to read: it says something, and holds no personnummer or samordningsnummer (L1).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PublicTextAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => Fault(value as string) is { } fault
        ? new ValidationResult(fault, [validationContext.MemberName!])
        : ValidationResult.Success;

    private static string? Fault(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : !text.Any(char.IsLetterOrDigit) ? "Skriv med bokstäver eller siffror."
        : PersonalIdentityNumbers.Find(text).Count > 0 ? "Texten innehåller något som ser ut som ett personnummer eller samordningsnummer. Ta bort det: alla kan läsa texten."
        : null;
}
