using System.Text;

namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// Reads a Swedish dictionary in hunspell's format (<c>.aff</c> and <c>.dic</c>, see hunspell(5)) as the DSSO word list uses it: one-letter
/// flags, suffixes, and the flags of compounds. What it does not use (prefixes, suggestions) is passed over.
/// </summary>
internal sealed class HunspellFiles
{
    private readonly Dictionary<char, ulong> _classes = [];
    private readonly List<(char Class, string Strip, string Add, LetterSet[] Condition, string? Flags)> _suffixes = [];
    private char _first = 'X';
    private char _middle = 'U';
    private char _last = 'Y';
    private char _onlyInCompound = 'Z';
    private char _needsEnding;
    private char _forbidden;

    /// <param name="affixPath">The file with the endings.</param>
    /// <param name="wordPath">The file with the words.</param>
    /// <param name="builder">Gets the words.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A file is no such dictionary; the message says where.</exception>
    public static void Read(string affixPath, string wordPath, LexiconBuilder builder)
    {
        var files = new HunspellFiles();
        files.ReadAffixes(affixPath);
        files.ReadWords(wordPath, builder);
    }

    private void ReadAffixes(string path)
    {
        var number = 0;
        foreach (var line in File.ReadLines(path, Encoding.UTF8))
        {
            number++;
            var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (fields)
            {
                case ["SET", var encoding, ..] when encoding != "UTF-8":
                    throw new InvalidDataException($"{path}, rad {number}: teckenkodningen {encoding} stöds inte, bara UTF-8.");
                case ["COMPOUNDBEGIN", [var flag], ..]: _first = flag; break;
                case ["COMPOUNDMIDDLE", [var flag], ..]: _middle = flag; break;
                case ["COMPOUNDEND", [var flag], ..]: _last = flag; break;
                case ["ONLYINCOMPOUND", [var flag], ..]: _onlyInCompound = flag; break;
                case ["NEEDAFFIX", [var flag], ..]: _needsEnding = flag; break;
                case ["FORBIDDENWORD", [var flag], ..]: _forbidden = flag; break;
                case ["SFX", [var flag], var strip, var add, var condition, ..]: AddSuffix(flag, strip, add, condition); break;
            }
        }

        if (_suffixes.Count == 0)
        {
            throw new InvalidDataException($"{path}: inga ändelser (SFX) i filen. Är den en ordlista för hunspell?");
        }
    }

    private void AddSuffix(char flag, string strip, string add, string condition)
    {
        var slash = add.IndexOf('/', StringComparison.Ordinal);
        var ending = slash < 0 ? add : add[..slash];
        _suffixes.Add((flag, strip == "0" ? "" : strip, ending == "0" ? "" : Folding.Fold(ending), ConditionOf(condition), slash < 0 ? null : add[(slash + 1)..]));
    }

    private static LetterSet[] ConditionOf(string pattern)
    {
        var sets = new List<LetterSet>();
        for (var i = 0; pattern != "." && i < pattern.Length; i++)
        {
            if (pattern[i] != '[')
            {
                sets.Add(pattern[i] == '.' ? new LetterSet("", true) : new LetterSet(pattern[i].ToString(), false));
                continue;
            }

            var end = pattern.IndexOf(']', i);
            var isExcluding = pattern[i + 1] == '^';
            sets.Add(new LetterSet(pattern[(i + (isExcluding ? 2 : 1))..end], isExcluding));
            i = end;
        }

        return [.. sets];
    }

    private void ReadWords(string path, LexiconBuilder builder)
    {
        // Not those that make another word: an economist is no "ekonomisk".
        foreach (var (flag, strip, add, condition, _) in _suffixes.Where(suffix => suffix.Flags is null && !suffix.Add.StartsWith("isk", StringComparison.Ordinal)))
        {
            builder.AddRule(new SuffixRule(ClassOf(flag), strip, add, condition));
        }

        var linking = _suffixes.Where(suffix => suffix.Flags is not null && (suffix.Flags.Contains(_first) || suffix.Flags.Contains(_middle)))
            .Where(suffix => !suffix.Add.EndsWith('-'))
            .ToLookup(suffix => suffix.Class);
        foreach (var line in File.ReadLines(path, Encoding.UTF8).Skip(1))
        {
            var slash = line.IndexOf('/', StringComparison.Ordinal);
            var written = slash < 0 ? line : line[..slash];
            var flags = slash < 0 ? "" : line[(slash + 1)..];
            if (written.Length < 2 || flags.Contains(_forbidden) || !char.IsLetter(written[0]))
            {
                continue;
            }

            var word = Folding.Fold(written);
            builder.AddWord(word, WordFlagsOf(written, flags));
            foreach (var suffix in flags.SelectMany(flag => linking[flag]))
            {
                if (word.EndsWith(suffix.Strip, StringComparison.Ordinal) && new SuffixRule(0, suffix.Strip, suffix.Add, suffix.Condition).Fits(word))
                {
                    var form = string.Concat(word.AsSpan(0, word.Length - suffix.Strip.Length), suffix.Add);
                    builder.AddLinkingForm(form, new LinkingForm(word, suffix.Flags!.Contains(_first), suffix.Flags!.Contains(_middle)));
                }
            }
        }
    }

    private ulong WordFlagsOf(string written, string flags)
    {
        var all = char.IsUpper(written[0]) ? WordFlags.Name : 0;
        foreach (var flag in flags)
        {
            all |= flag == _first ? WordFlags.First
                : flag == _middle ? WordFlags.Middle
                : flag == _last ? WordFlags.Last
                : flag == _onlyInCompound || flag == _needsEnding ? WordFlags.NoWordAlone
                : _classes.GetValueOrDefault(flag);
        }

        return all;
    }

    private ulong ClassOf(char flag)
    {
        if (!_classes.TryGetValue(flag, out var bit))
        {
            if (_classes.Count == WordFlags.ClassBits)
            {
                throw new InvalidDataException("Ordlistan har fler klasser av ändelser än vad som ryms.");
            }

            _classes[flag] = bit = 1UL << _classes.Count;
        }

        return bit;
    }
}
