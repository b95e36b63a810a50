using System.Globalization;
using System.Text;
using MeetingNotes.Core.Time;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MeetingNotes.Core.Notes.Files;

/// <summary>Writes one YAML mapping. Absent values are left out; quotes only where YAML needs them.</summary>
internal sealed class YamlText
{
    private readonly StringBuilder _text = new();
    private readonly Emitter _emitter;

    public YamlText()
    {
        _emitter = new Emitter(
            new StringWriter(_text, CultureInfo.InvariantCulture) { NewLine = "\n" },
            new EmitterSettings(2, int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: true));
        _emitter.Emit(new StreamStart());
        _emitter.Emit(new DocumentStart(null, [], isImplicit: true));
        _emitter.Emit(new MappingStart());
    }

    public void Field(string key, string? value)
    {
        if (value is not null)
        {
            Scalar(key);
            Scalar(value);
        }
    }

    public void List<T>(string key, IReadOnlyList<T> entries, Action<T> writeFields)
    {
        if (entries.Count == 0)
        {
            return;
        }

        Scalar(key);
        _emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Block));
        foreach (var entry in entries)
        {
            _emitter.Emit(new MappingStart());
            writeFields(entry);
            _emitter.Emit(new MappingEnd());
        }

        _emitter.Emit(new SequenceEnd());
    }

    public void Texts(string key, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        Scalar(key);
        _emitter.Emit(new SequenceStart(null, null, isImplicit: true, SequenceStyle.Flow));
        foreach (var text in texts)
        {
            Scalar(text);
        }

        _emitter.Emit(new SequenceEnd());
    }

    public void Pairs(string key, IReadOnlyList<(string Key, string Value)> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        Scalar(key);
        _emitter.Emit(new MappingStart());
        foreach (var (name, value) in pairs)
        {
            Scalar(name);
            Scalar(value);
        }

        _emitter.Emit(new MappingEnd());
    }

    public override string ToString()
    {
        _emitter.Emit(new MappingEnd());
        _emitter.Emit(new DocumentEnd(isImplicit: true));
        _emitter.Emit(new StreamEnd());
        return _text.ToString();
    }

    public static string DayAndTime(DateOnly day, TimeOnly? time) =>
        time is { } clock ? $"{day.Iso()} {clock.ToString("HH:mm", CultureInfo.InvariantCulture)}" : day.Iso();

    private void Scalar(string value) =>
        _emitter.Emit(new Scalar(null, null, value, value is "" or "~" or "null" ? ScalarStyle.SingleQuoted : ScalarStyle.Any, true, true));
}
