using System.CommandLine;
using System.CommandLine.Parsing;

namespace MeetingNotes.Web.Commands;

/// <summary>What is wrong with the arguments of a verb, in one Swedish line; the parser's own words are English.</summary>
internal static class ArgumentFaults
{
    public static string Describe(ParseResult parsed)
    {
        var verb = parsed.CommandResult.Command;
        return (verb, parsed.UnmatchedTokens) switch
        {
            (RootCommand, [var word, ..]) => $"”{word}” är inget verb.",
            (_, [['-', ..] and var option, ..]) => $"{verb.Name}: tillvalet {option} finns inte.",
            (_, [var extra, ..]) => $"{verb.Name}: ”{extra}” är ett ord för mycket.",
            _ => $"{verb.Name}: {ReasonOf(parsed.Errors[0], verb)}",
        };
    }

    private static string ReasonOf(ParseError error, Command verb) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } option => $"skriv ett värde efter {option.Option.Name}.",
        OptionResult option => $"”{option.Tokens[^1].Value}” går inte att använda för {option.Option.Name}.",
        ArgumentResult { Tokens: [.., var token], Parent: OptionResult option } => $"”{token.Value}” går inte att använda för {option.Option.Name}.",
        ArgumentResult { Tokens: [.., var token] } argument => $"”{token.Value}” går inte att använda som {argument.Argument.Name}.",
        _ => $"{string.Join(" ", verb.Arguments.Select(argument => argument.Name))} saknas.",
    };
}
