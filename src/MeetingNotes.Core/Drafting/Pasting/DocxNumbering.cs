using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace MeetingNotes.Core.Drafting.Pasting;

/// <summary>Which lists of a Word document are numbered, and where each has come.</summary>
internal sealed class DocxNumbering
{
    private readonly Dictionary<int, int> _abstractOf = [];
    private readonly Dictionary<(int Abstract, int Level), (bool IsOrdered, int Start)> _levels = [];
    private readonly Dictionary<(int List, int Level), int> _counts = [];

    public DocxNumbering(MainDocumentPart main)
    {
        var numbering = main.NumberingDefinitionsPart?.Numbering;
        foreach (var instance in numbering?.Elements<NumberingInstance>() ?? [])
        {
            if (instance.NumberID?.Value is { } id && instance.AbstractNumId?.Val?.Value is { } abstractId)
            {
                _abstractOf[id] = abstractId;
            }
        }

        foreach (var level in numbering?.Elements<AbstractNum>().SelectMany(list => list.Elements<Level>().Select(level => (list, level))) ?? [])
        {
            if (level.list.AbstractNumberId?.Value is { } abstractId && level.level.LevelIndex?.Value is { } index)
            {
                var format = level.level.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal;
                _levels[(abstractId, index)] = (format != NumberFormatValues.Bullet && format != NumberFormatValues.None, level.level.StartNumberingValue?.Val?.Value ?? 1);
            }
        }
    }

    /// <summary>Where the next line of a list stands; <c>null</c> for "no list" (number 0). Without definitions every list has bullets.</summary>
    public (int Level, bool IsOrdered, int Number)? Next(NumberingProperties? properties)
    {
        if (properties?.NumberingId?.Val?.Value is not (> 0 and var list))
        {
            return null;
        }

        var level = Math.Clamp(properties.NumberingLevelReference?.Val?.Value ?? 0, 0, 8);
        var (isOrdered, start) = _abstractOf.TryGetValue(list, out var abstractId) && _levels.TryGetValue((abstractId, level), out var known) ? known : (false, 1);
        var number = _counts.TryGetValue((list, level), out var last) ? last + 1 : Math.Clamp(start, 0, 9_999);
        _counts[(list, level)] = number;
        for (var deeper = level + 1; deeper <= 8; deeper++)
        {
            _counts.Remove((list, deeper));
        }

        return (level, isOrdered, number);
    }
}
