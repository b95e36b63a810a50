using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Topics;

namespace MeetingNotes.Web.Pages.Redaktion.Amnen;

/// <summary>The form of a topic, new or known.</summary>
public sealed class TopicInput : IValidatableObject
{
    [Required(ErrorMessage = "Skriv vad ämnet heter."), StringLength(TopicDesk.NameMaxLength, ErrorMessage = FormMessages.TooLong), PublicText]
    [Display(Name = "Namn")]
    public string Name { get; set; } = "";

    /// <summary>One on each line.</summary>
    [PublicText, Display(Name = "Andra ord för samma sak")]
    public string? Synonyms { get; set; }

    public IReadOnlyList<string> SynonymLines => (Synonyms ?? "").Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SynonymLines.Any(line => line.Length > TopicDesk.NameMaxLength))
        {
            yield return new ValidationResult($"Skriv högst {TopicDesk.NameMaxLength} tecken på varje rad.", [nameof(Synonyms)]);
        }

        if (SynonymLines.Count > TopicDesk.SynonymsMax)
        {
            yield return new ValidationResult($"Skriv högst {TopicDesk.SynonymsMax} ord.", [nameof(Synonyms)]);
        }
    }
}
