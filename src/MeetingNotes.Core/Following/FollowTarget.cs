using System.Text.Json.Serialization;
using MeetingNotes.Core.FollowUps;

namespace MeetingNotes.Core.Following;

/// <summary>Something that can be followed.</summary>
public enum FollowKind
{
    /// <summary>Every note and every meeting.</summary>
    Everything,
    Body,
    Topic,
    Matter,
    FollowUp,
    Search,
}

/// <summary>Something that somebody wants to follow, with what it is called and where it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Of the body, topic, matter or follow-up; <c>null</c> for everything and for a search.</param>
/// <param name="Name">What it is called, on one line.</param>
/// <param name="Path">Where it is, from the root of the site.</param>
public sealed record FollowTarget(FollowKind Kind, Guid? Id, string Name, string Path)
{
    public SearchChoice? Search { get; init; }

    /// <summary>The last part of its address.</summary>
    [JsonIgnore]
    public string Slug => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>"ämnet Kollektivtrafik": as it stands in a sentence.</summary>
    [JsonIgnore]
    public string Said => Kind switch
    {
        FollowKind.Everything => "alla noteringar",
        FollowKind.Topic => $"ämnet {Name}",
        FollowKind.Matter => $"ärendet ”{Name}”",
        FollowKind.FollowUp => $"uppföljningen ”{Name}”",
        FollowKind.Search => $"sökningen ”{Name}”",
        _ => Name,
    };
}

/// <summary>A search as it is followed: the words, and what it is limited to.</summary>
public sealed record SearchChoice(string Text)
{
    public const int TextMaxLength = 200;

    public string? BodySlug { get; init; }

    public int? Year { get; init; }

    public string? TopicSlug { get; init; }

    public FollowUpState? State { get; init; }
}

/// <summary>What a form or an address asks to follow, by slugs; what does not exist is left out by <see cref="FollowTargets"/>.</summary>
public sealed record FollowChoice
{
    public bool Everything { get; init; }

    public IReadOnlyList<string> Bodies { get; init; } = [];

    public IReadOnlyList<string> Topics { get; init; } = [];

    public string? Matter { get; init; }

    /// <summary>Body and slug.</summary>
    public (string BodySlug, string Slug)? FollowUp { get; init; }

    public SearchChoice? Search { get; init; }

    /// <summary>Where the search is, as the site writes it.</summary>
    public string SearchPath { get; init; } = "/sok";
}
