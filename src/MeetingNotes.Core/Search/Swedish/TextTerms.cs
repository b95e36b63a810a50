using System.Globalization;
using MeetingNotes.Core.DueDates;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// Reads a text as terms, in one pass: words (with <c>SKR:s</c>, <c>IT-avdelningen</c>, <c>hälso- och sjukvård</c>), numbers, dates in
/// three ways of writing, diary numbers, paragraphs (§) and web names. The same for notes and for what is typed in the search box.
/// </summary>
internal sealed class TextTerms
{
    private readonly string _text;
    private readonly SwedishAnalyser _analyser;
    private readonly IReadOnlyList<TextRun> _runs;
    private readonly List<Term> _terms = [];

    private TextTerms(string text, SwedishAnalyser analyser)
    {
        _text = text;
        _analyser = analyser;
        _runs = TextRun.In(text);
    }

    public static IReadOnlyList<Term> Read(string text, SwedishAnalyser analyser)
    {
        var reader = new TextTerms(text, analyser);
        reader.ReadRuns();
        return reader._terms;
    }

    private void ReadRuns()
    {
        string[] waiting = [];
        for (var i = 0; i < _runs.Count; i++)
        {
            var run = _runs[i];
            AddComposite(i);
            if (run.IsElliptic && Follows(i, "och", "eller", "samt", "och/eller"))
            {
                waiting = _analyser.LinkingParts(run.Form);
                Add(run, i, [string.Join('+', waiting)], []);
                continue;
            }

            if (StopWords.Contains(run.Form) && char.IsLetter(run.Form[0]))
            {
                Add(run, i, [], []);
                continue;
            }

            var term = Add(run, i);
            if (waiting.Length > 0)
            {
                AddElliptic(term, waiting);
                waiting = [];
            }
        }
    }

    private bool Follows(int i, params ReadOnlySpan<string> words) => i + 2 < _runs.Count && words.Contains(_runs[i + 1].Form);

    private Term Add(TextRun run, int i)
    {
        var form = run.Form;
        if (IsWord(form))
        {
            return AddWord(run, i, form);
        }

        var colon = form.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && form.Length - colon <= 6 && form.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9'))
        {
            return AddWord(run, i, form[..colon]);
        }

        if (form.Contains('@') || form.Contains('/'))
        {
            return Add(run, i, [form.Replace('/', '-')], []);
        }

        var dot = form.LastIndexOf('.');
        if (dot > 0 && char.IsLetter(form[^1]))
        {
            var name = form.StartsWith("www.", StringComparison.Ordinal) ? form[4..] : form;
            return Add(run, i, [name], [name[..name.IndexOf('.', StringComparison.Ordinal)]]);
        }

        if (TryDay(form, out var day))
        {
            return Add(run, i, [Term.DateKey(day)], [Term.MonthKey(day.Year, day.Month)]);
        }

        return Add(run, i, [form], []);
    }

    /// <summary>Letters, also beside a number: <c>90-talet</c>.</summary>
    private static bool IsWord(string form) =>
        form.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '\'')
        && form.Split('-') is var pieces && pieces.Any(piece => piece.Length > 0 && piece.All(letter => char.IsLetter(letter) || letter == '\''));

    private Term AddWord(TextRun run, int i, string word)
    {
        var readings = _analyser.Analyse(word).Readings;
        var term = Add(run, i, [.. readings.Select(reading => reading.Lemma).Distinct(StringComparer.Ordinal)],
            [.. readings.SelectMany(reading => reading.PartKeys()).Distinct(StringComparer.Ordinal)]);
        _terms[^1] = term with { Readings = readings };
        return _terms[^1];
    }

    /// <summary>In <c>hälso- och sjukvården</c> the first word shares the end of the second: it is also <c>hälsovården</c>.</summary>
    private void AddElliptic(Term compound, string[] first)
    {
        var shared = compound.Readings.Select(reading => reading.Parts)
            .SelectMany(parts => Enumerable.Range(1, parts.Length - 1).Select(from => string.Join('+', [.. first, .. parts[from..]])));
        _terms[^1] = compound with { PartKeys = [.. compound.PartKeys, .. shared] };
    }

    private Term Add(TextRun run, int i, IReadOnlyList<string> keys, IReadOnlyList<string> parts)
    {
        var term = new Term(run.Start, run.Length, i + 1, run.Form, keys, parts);
        _terms.Add(term);
        return term;
    }

    /// <summary>What several runs mean together, written before them.</summary>
    private void AddComposite(int i)
    {
        var run = _runs[i];
        if (run.Form == "§")
        {
            AddParagraphs(i);
        }
        else if (char.IsDigit(run.Form[0]))
        {
            _ = AddDay(i) || AddThousands(i);
        }
        else if (DueWords.Months.TryGetValue(run.Form, out var month) && Year(i + 1) is { } year)
        {
            AddComposite(i, i + 1, Term.MonthKey(year, month), []);
        }
        else if (run.Form.Length <= 6 && i + 1 < _runs.Count && IsCaseNumber(_runs[i + 1].Form) && IsNear(i) && _text[run.Start..run.End].All(char.IsUpper))
        {
            AddComposite(i, i + 1, run.Form + _runs[i + 1].Form.Replace('/', '-'), []);
        }
    }

    private bool AddDay(int i)
    {
        if (i + 2 < _runs.Count && int.TryParse(_runs[i].Form, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && DueWords.Months.TryGetValue(_runs[i + 1].Form, out var month) && Year(i + 2) is { } year
            && number >= 1 && number <= DateTime.DaysInMonth(year, month))
        {
            AddComposite(i, i + 2, Term.DateKey(new DateOnly(year, month, number)), []);
            return true;
        }

        return false;
    }

    private bool AddThousands(int i)
    {
        var last = i;
        while (_runs[i].Form.Length <= 3 && last + 1 < _runs.Count && _runs[last + 1].Form is { Length: 3 } next && next.All(char.IsAsciiDigit) && IsNear(last))
        {
            last++;
        }

        if (last == i || !_runs[i].Form.All(char.IsAsciiDigit))
        {
            return false;
        }

        AddComposite(i, last, string.Concat(_runs.Skip(i).Take(last + 1 - i).Select(run => run.Form)), []);
        return true;
    }

    /// <summary><c>§ 26</c>, <c>§§ 26–28</c>: each paragraph.</summary>
    private void AddParagraphs(int i)
    {
        if (i > 0 && _runs[i - 1].Form == "§")
        {
            return;
        }

        var number = i + 1;
        while (number < _runs.Count && _runs[number].Form == "§")
        {
            number++;
        }

        if (number >= _runs.Count || !IsNumber(number, out var first))
        {
            return;
        }

        var keys = new List<string> { $"§{first}" };
        var last = number;
        if (number + 1 < _runs.Count && IsNumber(number + 1, out var end) && end > first && end - first <= 50
            && _text.AsSpan(_runs[number].End, _runs[number + 1].Start - _runs[number].End).Trim() is "–" or "-" or "—")
        {
            keys.AddRange(Enumerable.Range(first + 1, end - first).Select(paragraph => $"§{paragraph}"));
            last = number + 1;
        }

        AddComposite(i, last, keys[0], keys[1..]);
    }

    private bool IsNumber(int i, out int number) =>
        int.TryParse(_runs[i].Form, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 100_000;

    private void AddComposite(int first, int last, string key, IReadOnlyList<string> alsoKeys) => _terms.Add(
        new Term(_runs[first].Start, _runs[last].End - _runs[first].Start, first + 1, _text[_runs[first].Start.._runs[last].End], [key, .. alsoKeys], []) { IsComposite = true });

    private int? Year(int i) => i < _runs.Count && _runs[i].Form is { Length: 4 } form && IsNear(i - 1)
        && int.TryParse(form, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1800 and < 2200 ? year : null;

    /// <summary>Whether only spaces stand between a run and the next.</summary>
    private bool IsNear(int i) => _runs[i + 1].Start - _runs[i].End is var gap && gap is > 0 and <= 2 && _text.AsSpan(_runs[i].End, gap).IsWhiteSpace();

    private static bool IsCaseNumber(string form)
    {
        var joint = form.AsSpan().IndexOfAny('-', '/');
        return joint > 0 && joint < form.Length - 1 && form.All(letter => char.IsAsciiDigit(letter) || letter is '-' or '/');
    }

    private static bool TryDay(string form, out DateOnly day) =>
        DateOnly.TryParseExact(form, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
