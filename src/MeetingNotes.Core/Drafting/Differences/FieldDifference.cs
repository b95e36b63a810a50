namespace MeetingNotes.Core.Drafting.Differences;

/// <summary>A field of a note that is not the same any more.</summary>
/// <param name="Place">Where, in Swedish: "Ingress", "Punkt 3, Ny busslinje: text".</param>
/// <param name="Parts">Its text before and now, as one.</param>
public sealed record FieldDifference(string Place, IReadOnlyList<DifferencePart> Parts)
{
    /// <summary>As it was.</summary>
    public string Before => Of(DifferenceKind.Inserted);

    /// <summary>As it is.</summary>
    public string After => Of(DifferenceKind.Deleted);

    private string Of(DifferenceKind without) => string.Concat(Parts.Where(part => part.Kind != without).Select(part => part.Text));
}
