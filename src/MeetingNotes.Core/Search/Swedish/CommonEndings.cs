namespace MeetingNotes.Core.Search.Swedish;

/// <summary>
/// The endings that Swedish nouns, adjectives and verbs can take, for words whose own endings no dictionary tells. More than any one word
/// takes; a form that is no word does no harm, since nobody writes it.
/// </summary>
internal static class CommonEndings
{
    public static IEnumerable<SuffixRule> Rules() =>
    [
        .. Of(WordFlags.Noun, "", "s n ns en ens t ts et ets r rs ar ars er ers or ors na nas rna rnas arna arnas erna ernas"),
        .. Of(WordFlags.Noun, "m", "mmen mmens mmet mmets mmar mmarna mmer mmerna"),
        .. Of(WordFlags.Noun, "n", "nnen nnens nnet nnets nnar nnarna"),
        .. Of(WordFlags.Noun, "a", "or ors orna ornas er ers erna ernas"),
        .. Of(WordFlags.Noun, "e", "ar ars arna arnas na nas er erna"),
        .. Of(WordFlags.Noun, "el", "len lens let lets lar lars larna larnas ler lers lerna"),
        .. Of(WordFlags.Noun, "er", "ren rens ret rets rar rars rarna rarnas"),
        .. Of(WordFlags.Noun, "en", "nen nens net nets nar nars narna narnas"),
        .. Of(WordFlags.Noun, "um", "et ets er ers erna ernas"),
        .. Of(WordFlags.Noun, "or", "orer orers orerna orernas"),
        .. Of(WordFlags.Adjective, "", "t a as e es ts are ast aste aster s"),
        .. Of(WordFlags.Adjective, "en", "et na nas nare"),
        .. Of(WordFlags.Adjective, "el", "la las lare"),
        .. Of(WordFlags.Adjective, "er", "ra ras rare"),
        .. Of(WordFlags.Adjective, "d", "t de des tt"),
        .. Of(WordFlags.Adjective, "dd", "tt"),
        .. Of(WordFlags.Verb, "", "r s de dde ddes tt tts"),
        .. Of(WordFlags.Verb, "a", "ar as ade ades at ats ad ande er te tes t ts d es de des da en ena et ets ende"),
        .. Of(WordFlags.Verb, "ra", "r rs rt rts rd"),
        .. Of(WordFlags.Verb, "nna", "nde ndes nt nts nd n"),
        .. Of(WordFlags.Verb, "mma", "mde mdes mt mts md mer"),
    ];

    private static IEnumerable<SuffixRule> Of(ulong wordClass, string strip, string endings) => endings.Split(' ')
        .Select(ending => new SuffixRule(wordClass, strip, ending, [.. strip.Select(letter => new LetterSet(letter.ToString(), false))]));
}
