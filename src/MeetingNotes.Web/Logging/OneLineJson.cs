using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;

namespace MeetingNotes.Web.Logging;

/// <summary>
/// Compact JSON in which nothing can end the line or command a terminal: JSON leaves the controls from U+007F to U+009F and the two
/// separators of Unicode as they are.
/// </summary>
internal sealed class OneLineJson : ITextFormatter
{
    private static readonly CompactJsonFormatter Json = new();

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        Json.Format(logEvent, line);
        foreach (var letter in line.ToString().AsSpan().TrimEnd(Environment.NewLine))
        {
            if (char.IsControl(letter) || letter is '\u2028' or '\u2029')
            {
                output.Write($"\\u{(int)letter:x4}");
            }
            else
            {
                output.Write(letter);
            }
        }

        output.WriteLine();
    }
}
