using MeetingNotes.Core.DueDates;
using MeetingNotes.Core.Notes;

namespace MeetingNotes.Core.Drafting.Suggestions;

/// <summary>
/// Proposes follow-ups from running text: sentences that look forward and say when. Pure; what was said never depends on today.
/// Linear in the length of the text.
/// </summary>
public static class FollowUpSuggestions
{
    /// <summary>Longer than this, in characters, is no sentence but a list or a table that lost its form; it is passed over.</summary>
    private const int SentenceMaxLength = 1_000;

    /// <summary>In the order of the text. One sentence gives several when its clauses promise different things.</summary>
    /// <param name="text">Plain text or Markdown.</param>
    /// <param name="saidOn">The meeting's day: what due phrases count from, and what is not over yet.</param>
    /// <param name="mandate">Whose mandate period "under mandatperioden" means.</param>
    public static IReadOnlyList<SuggestedFollowUp> In(string text, DateOnly saidOn, MandateEnd mandate = MandateEnd.Board)
    {
        var suggestions = new List<SuggestedFollowUp>();
        var plain = MarkdownMask.Of(text);
        foreach (var (start, length) in Sentences.In(plain))
        {
            if (length <= SentenceMaxLength)
            {
                suggestions.AddRange(InSentence(plain.Substring(start, length).Replace('\n', ' '), start, saidOn, mandate));
            }
        }

        return suggestions;
    }

    private static IEnumerable<SuggestedFollowUp> InSentence(string text, int start, DateOnly saidOn, MandateEnd mandate)
    {
        var dues = DuePhrases.FindIn(WithoutBeginnings(text), saidOn, mandate);
        if (dues.Count == 0)
        {
            return [];
        }

        var sentence = new TaggedSentence(text, dues);
        var written = MarkdownMask.OneLine(text);
        var promises = OnePerVerb(dues.Select(due => Promises.Find(sentence, due, saidOn)).OfType<Promise>());
        return promises.Select(promise => new SuggestedFollowUp
        {
            Sentence = written,
            Start = start,
            Text = Shortened((promises.Count > 1 ? TextOf(sentence, promise.Clause) : null) ?? written),
            Due = promise.Due.Due with { Written = MarkdownMask.OneLine(promise.Due.Due.Written) },
            DueAsWritten = WrittenDues.Of(promise.Due.Due, saidOn, mandate),
            Cue = promise.Cue,
            Responsible = Responsibles.Find(sentence, promise),
        });
    }

    /// <summary>
    /// The reader of due phrases wants an end. What begins then is promised for then: "gäller från den 1 juni", "inte klart förrän i
    /// mars". The same length, so that nothing moves.
    /// </summary>
    private static string WithoutBeginnings(string text)
    {
        text = Blank(Blank(text, "från och med "), "fr.o.m. ");
        text = text.Contains(" till ", StringComparison.OrdinalIgnoreCase) ? text : Blank(text, "från ");
        return text.Contains("inte ", StringComparison.OrdinalIgnoreCase) ? Blank(text, "förrän ") : text;
    }

    private static string Blank(string text, string word) => text.Replace(word, new string(' ', word.Length), StringComparison.OrdinalIgnoreCase);

    /// <summary>"Vid nästa möte den 30 maj" is one promise; the meeting says more than its day, which may be moved.</summary>
    private static List<Promise> OnePerVerb(IEnumerable<Promise> promises) =>
        [.. promises.GroupBy(promise => (promise.Clause, promise.Verb)).Select(group =>
            group.OrderByDescending(promise => promise.Due.Due.Kind == DueKind.Meeting).First())];

    /// <summary>The clause as a sentence; <c>null</c> when it says too little alone: "… och lämnar sitt förslag i maj".</summary>
    private static string? TextOf(TaggedSentence sentence, Clause clause)
    {
        var first = sentence.Lower(clause.First) is "och" or "men" or "samt" ? clause.First + 1 : clause.First;
        if (sentence.Tenses[first] != Tense.None || sentence.Lower(first) is "att" or "som" or "vilket" or "vilka" or "där" or "då" or "när")
        {
            return null;
        }

        var end = clause.End < sentence.Words.Count ? sentence.Words[clause.End - 1].End : sentence.Text.Length;
        var text = MarkdownMask.OneLine(sentence.Text.AsSpan(sentence.Words[first].Start..end)).TrimEnd('.', ',', ';', ':', ' ');
        return string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1), ".");
    }

    private static string Shortened(string text)
    {
        if (text.Length <= FollowUpLine.TextMaxLength)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', FollowUpLine.TextMaxLength - 2);
        var end = space > FollowUpLine.TextMaxLength / 2 ? space : FollowUpLine.TextMaxLength - 2;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), " …");
    }
}
