using System.Globalization;
using MeetingNotes.Core.Drafting.Suggestions;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Tests.Drafting.Suggestions;

/// <summary>How well the suggestions agree with a careful reader.</summary>
internal sealed class SuggestionScore
{
    private readonly List<string> _differences = [];
    private int _found;
    private int _wrong;
    private int _missed;
    private int _responsibleRight;
    private int _responsibleWrong;
    private int _responsibleExpected;

    /// <summary>Share of the proposed follow-ups that a careful reader would propose too.</summary>
    public double Precision => Share(_found, _wrong);

    /// <summary>Share of the follow-ups that a careful reader would propose that are proposed.</summary>
    public double Recall => Share(_found, _missed);

    /// <summary>Share of the given names that are right, among the follow-ups that are.</summary>
    public double ResponsiblePrecision => Share(_responsibleRight, _responsibleWrong);

    /// <summary>Share of the named ones that are given, among the follow-ups that are found.</summary>
    public double ResponsibleRecall => Share(_responsibleRight, _responsibleExpected - _responsibleRight);

    public IReadOnlyList<string> Differences => _differences;

    public static SuggestionScore Of(IEnumerable<LabelledSentence> sentences)
    {
        var score = new SuggestionScore();
        foreach (var sentence in sentences)
        {
            score.Add(sentence, FollowUpSuggestions.In(sentence.Text, sentence.SaidOn));
        }

        return score;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"precision {Precision:0.000} ({_found} of {_found + _wrong}), recall {Recall:0.000} ({_found} of {_found + _missed}), " +
        $"responsible precision {ResponsiblePrecision:0.000} ({_responsibleRight} of {_responsibleRight + _responsibleWrong}), recall {ResponsibleRecall:0.000}");

    private static double Share(int right, int other) => right + other == 0 ? 1 : (double)right / (right + other);

    private static string CodeOf(DueDate due) => due.Edtf ?? due.Reading;

    private void Add(LabelledSentence sentence, IReadOnlyList<SuggestedFollowUp> suggestions)
    {
        var left = sentence.Expected.ToList();
        foreach (var suggestion in suggestions)
        {
            var expected = left.Find(one => one.Due == CodeOf(suggestion.Due));
            if (expected is null)
            {
                _wrong++;
                _differences.Add($"wrong: {CodeOf(suggestion.Due)} ({suggestion.Cue}) in: {sentence.Text}");
                continue;
            }

            left.Remove(expected);
            _found++;
            AddResponsible(sentence, expected.Responsible, suggestion.Responsible);
        }

        _missed += left.Count;
        _differences.AddRange(left.Select(one => $"missed: {one.Due} in: {sentence.Text}"));
    }

    private void AddResponsible(LabelledSentence sentence, string? expected, string? given)
    {
        _responsibleExpected += expected is null ? 0 : 1;
        _responsibleRight += given is not null && given == expected ? 1 : 0;
        _responsibleWrong += given is not null && given != expected ? 1 : 0;
        if (given != expected)
        {
            _differences.Add($"responsible: {given ?? "nobody"} instead of {expected ?? "nobody"} in: {sentence.Text}");
        }
    }
}
