using MeetingNotes.Core.Notes.Files;

namespace MeetingNotes.Core.Bodies;

/// <summary>What an administrator decides about a body. Written as it comes from a form; kept by <see cref="Clean"/>.</summary>
public sealed record BodyDetails
{
    public const int NameMaxLength = 200;
    public const int DescriptionMaxLength = 2000;
    public const int ContactMaxLength = 200;
    public const int StandardLeadMaxLength = 2000;

    public required string Name { get; init; }

    /// <summary>The form used after "från": "regionstyrelsen". Empty: the name.</summary>
    public string? NameAfterFrom { get; init; }
    public string? Description { get; init; }
    public string? Contact { get; init; }

    /// <summary>Markdown that a new note begins with.</summary>
    public string? StandardLead { get; init; }

    /// <summary>Whether whoever reviews a note must be another than its writers.</summary>
    public bool NeedsSecondPerson { get; init; }

    internal BodyDetails Clean()
    {
        var name = PlainText.OneLine(Name);
        return this with
        {
            Name = name,
            NameAfterFrom = PlainText.OneLine(NameAfterFrom ?? "") is { Length: > 0 } form ? form : name,
            Description = PlainText.OneLine(Description ?? ""),
            Contact = PlainText.OneLine(Contact ?? "") is { Length: > 0 } contact ? contact : null,
            StandardLead = PlainText.Lines(StandardLead ?? ""),
        };
    }
}

/// <summary>A body as administrators see it.</summary>
public sealed record StaffBody
{
    public required Guid Id { get; init; }

    /// <summary>Counts every change of the details; whoever changes them names the one they have seen.</summary>
    public required int Revision { get; init; }
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string NameAfterFrom { get; init; }
    public required string Description { get; init; }
    public string? Contact { get; init; }
    public required string StandardLead { get; init; }
    public required bool NeedsSecondPerson { get; init; }
    public DateOnly? DissolvedOn { get; init; }
    public string? SuccessorSlug { get; init; }
    public string? SuccessorName { get; init; }
    public IReadOnlyList<string> FormerNames { get; init; } = [];

    /// <summary>Public notes.</summary>
    public required int Notes { get; init; }
}

/// <summary>What became of something that was to be done with a body.</summary>
public enum BodyOutcome
{
    /// <summary>It is so now, or was already.</summary>
    Done,

    /// <summary>No such body, or the person is no administrator.</summary>
    NotFound,

    /// <summary>Somebody else has changed the body since it was read.</summary>
    Changed,

    /// <summary>Another body has the name, or one that gives the same address, now or before.</summary>
    NameTaken,

    /// <summary>Meetings that stand after that day.</summary>
    HasLaterMeetings,

    /// <summary>No such successor, or one that is succeeded by the body itself.</summary>
    SuccessorImpossible,
}
