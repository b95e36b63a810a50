using System.ComponentModel.DataAnnotations;
using MeetingNotes.Core.Notes;
using MeetingNotes.Core.Notes.Drafts;
using MeetingNotes.Core.Time;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace MeetingNotes.Web.Pages.Redaktion.Utkast;

/// <summary>What somebody says when they approve or publish.</summary>
public sealed class DecisionInput
{
    public const string Substantive = "sak";
    public const string Minor = "mindre";
    public const string Now = "nu";
    public const string Later = "sen";
    public const string First = "forsta";
    public const string Second = "andra";

    public int Revision { get; set; }

    /// <summary>Of a correction.</summary>
    public string? Kind { get; set; } = Substantive;

    [StringLength(Correction.TextMaxLength, ErrorMessage = FormMessages.TooLong)]
    public string? ChangeNote { get; set; }

    public string? When { get; set; } = Now;

    [Display(Name = "Dag"), LikelyDay]
    public DateOnly? Day { get; set; }

    [Display(Name = "Klockan")]
    public TimeOnly? Time { get; set; }

    /// <summary>Which of two hours in October.</summary>
    public string? Turn { get; set; }

    public bool IsAttested { get; set; }

    public bool IsLater => When == Later;

    /// <summary>Whether the clock shows the chosen time twice that day.</summary>
    public bool HasTwo => Instants.Count == 2;

    private IReadOnlyList<DateTimeOffset> Instants => Day is { Year: > 1 and < 9999 } day && Time is { } time ? StockholmTime.InstantsOf(day.ToDateTime(time)) : [];

    /// <summary>As the draft stands: approved with a change note, or in the calendar.</summary>
    public static DecisionInput Of(Draft draft)
    {
        var at = draft.PublishAt?.ToStockholm().DateTime;
        var input = new DecisionInput
        {
            Kind = draft is { ApprovedAt: not null, ChangeNote: null } ? Minor : Substantive,
            ChangeNote = draft.ChangeNote,
            When = at is null ? Now : Later,
            Day = at is { } day ? DateOnly.FromDateTime(day) : null,
            Time = at is { } time ? TimeOnly.FromDateTime(time) : null,
        };
        input.Turn = input.HasTwo ? (input.Instants[0] == draft.PublishAt ? First : Second) : null;
        return input;
    }

    /// <summary>What is decided; <c>null</c> when something is missing, which is then told at its field.</summary>
    public DraftDecision? Read(DecisionKind kind, Draft draft, ModelStateDictionary faults)
    {
        if (draft.IsCorrection && Kind is not (Substantive or Minor))
        {
            faults.AddModelError("Input.Kind", "Välj vad det är för ändring.");
        }

        if (draft.IsCorrection && Kind == Substantive && string.IsNullOrWhiteSpace(ChangeNote))
        {
            faults.AddModelError("Input.ChangeNote", "Skriv vad som är rättat. Läsarna ser det överst i noteringen.");
        }

        var at = kind == DecisionKind.Schedule ? ReadTime(faults) : null;
        return faults.IsValid
            ? new DraftDecision
            {
                Kind = kind,
                Revision = Revision,
                IsAttested = IsAttested,
                ChangeNote = draft.IsCorrection && Kind == Substantive ? ChangeNote!.ReplaceLineEndings(" ").Trim() : null,
                PublishAt = at,
            }
            : null;
    }

    private DateTimeOffset? ReadTime(ModelStateDictionary faults)
    {
        if (Day is not { } day || Time is not { } time)
        {
            Missing(faults, "Input.Day", Day is null, "Skriv vilken dag noteringen ska publiceras.");
            Missing(faults, "Input.Time", Time is null, "Skriv vilket klockslag noteringen ska publiceras.");
            return null;
        }

        var clock = $"{time.Hour:00}.{time.Minute:00}";
        switch (Instants, Turn)
        {
            case ([var only], _):
                return only;
            case ([var first, _], First):
                return first;
            case ([_, var second], Second):
                return second;
            case ([], _) when faults.GetFieldValidationState("Input.Day") == ModelValidationState.Invalid:
                return null;
            case ([], _):
                faults.AddModelError("Input.Time", $"Klockan blir aldrig {clock} den {day.Written()}: då ställs den fram från 02.00 till 03.00. Välj en annan tid.");
                return null;
            default:
                faults.AddModelError("Input.Turn", $"Klockan blir {clock} två gånger den {day.Written()}, eftersom den ställs tillbaka från 03.00 till 02.00. Välj första eller andra gången.");
                return null;
        }
    }

    private static void Missing(ModelStateDictionary faults, string field, bool isMissing, string text)
    {
        if (isMissing && faults.GetFieldValidationState(field) != ModelValidationState.Invalid)
        {
            faults.AddModelError(field, text);
        }
    }
}
