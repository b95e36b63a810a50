using System.Globalization;
using MeetingNotes.Core.Search.Swedish;

namespace MeetingNotes.Tests.Search.Swedish;

/// <summary>How well an analyser agrees with labelled words: base forms and parts, each with precision and recall.</summary>
internal sealed class WordScore
{
    private int _rightLemmas, _wrongLemmas, _missedLemmas, _rightParts, _wrongParts, _missedParts;

    public double LemmaPrecision => (double)_rightLemmas / (_rightLemmas + _wrongLemmas);

    public double LemmaRecall => (double)_rightLemmas / (_rightLemmas + _missedLemmas);

    public double PartPrecision => (double)_rightParts / (_rightParts + _wrongParts);

    public double PartRecall => (double)_rightParts / (_rightParts + _missedParts);

    public List<string> Faults { get; } = [];

    public static WordScore Of(IEnumerable<LabelledWord> words, SwedishAnalyser analyser)
    {
        var score = new WordScore();
        foreach (var word in words)
        {
            score.Add(word, analyser);
        }

        return score;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"base forms: precision {LemmaPrecision:F3}, recall {LemmaRecall:F3}; parts: precision {PartPrecision:F3}, recall {PartRecall:F3}");

    private void Add(LabelledWord word, SwedishAnalyser analyser)
    {
        var readings = analyser.Analyse(word.Word.Split(':')[0]).Readings;
        var lemmas = readings.Select(reading => reading.Lemma).ToHashSet();
        var parts = readings.Where(reading => reading.Parts.Length > 1).SelectMany(reading => reading.Parts).ToHashSet();
        var nearest = word.Parts.MinBy(way => way.Except(parts).Count() + parts.Except(way).Count())!;

        var (wrong, missed) = (lemmas.Except(word.Lemmas).Count(), word.Lemmas.Except(lemmas).Count());
        var (wrongParts, missedParts) = (parts.Except(nearest).Count(), nearest.Except(parts).Count());
        _rightLemmas += lemmas.Intersect(word.Lemmas).Count();
        _wrongLemmas += wrong;
        _missedLemmas += missed;
        _rightParts += parts.Intersect(nearest).Count();
        _wrongParts += wrongParts;
        _missedParts += missedParts;
        if (wrong + missed + wrongParts + missedParts > 0)
        {
            Faults.Add($"{word.Word}: {string.Join(" | ", readings.Select(reading => $"{reading.Lemma} = {string.Join('+', reading.Parts)}"))}");
        }
    }
}
