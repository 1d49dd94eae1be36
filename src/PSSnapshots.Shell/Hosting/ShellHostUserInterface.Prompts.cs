using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSSnapshots.Shell.Hosting;

// What the engine asks of whoever sits at the terminal, or of whatever comes through standard input.
internal sealed partial class ShellHostUserInterface
{
    private readonly LineEditor _editor = new();

    /// <returns>The line, or <see langword="null"/> at the end of the input.</returns>
    public override string ReadLine() => ReadLine("")!;

    public override SecureString ReadLineAsSecureString()
    {
        SecureString secret = new();
        if (!Terminal.IsInteractive)
        {
            foreach (char character in Ask(""))
                secret.AppendChar(character);
        }
        else
        {
            ReadSecret(secret);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteHeading(caption, message);
        Dictionary<string, PSObject> answers = new(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in descriptions)
            answers[field.Name] = PSObject.AsPSObject(AskFor(field));
        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        string[] keys = [.. choices.Select(choice => HotKey(choice.Label))];
        string[] names = [.. choices.Select(choice => choice.Label.Replace("&", "", StringComparison.Ordinal))];
        string offer = string.Concat(keys.Zip(names, (key, name) => $"[{key}] {name}  ")) + "[?] Help";
        if (defaultChoice >= 0)
            offer += $" (default is \"{keys[defaultChoice]}\")";

        while (true)
        {
            string answer = Ask(offer + ": ").Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
                return defaultChoice;

            int index = Array.FindIndex(keys, key => key.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                index = Array.FindIndex(names, name => name.Equals(answer, StringComparison.OrdinalIgnoreCase));
            if (index >= 0)
                return index;

            if (answer == "?")
            {
                for (int i = 0; i < keys.Length; i++)
                    WriteLine($"{keys[i]} - {choices[i].HelpMessage}");
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
            userName = Ask("User: ");

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private static HostException NoMoreInput() =>
        new("An answer is needed, and standard input has ended. Give the value as a parameter, or -Confirm:$false.");

    private static string HotKey(string label)
    {
        int ampersand = label.IndexOf('&', StringComparison.Ordinal);
        return ampersand >= 0 && ampersand < label.Length - 1
            ? label.Substring(ampersand + 1, 1).ToUpperInvariant()
            : label;
    }

    private void WriteHeading(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption))
            WriteLine(caption);
        if (!string.IsNullOrEmpty(message))
            WriteLine(message);
    }

    private object? AskFor(FieldDescription field)
    {
        string label = string.IsNullOrEmpty(field.Label) ? field.Name : field.Label.Replace("&", "", StringComparison.Ordinal);
        Type type = TypeOf(field);

        if (type == typeof(SecureString))
        {
            Write(label + ": ");
            return ReadLineAsSecureString();
        }

        if (type == typeof(PSCredential))
            return PromptForCredential(label, "", "", "");

        if (!typeof(IList).IsAssignableFrom(type))
            return AskForValue(label, type);

        Type elementType = type.GetElementType() ?? typeof(object);
        List<object?> elements = [];
        while (AskForValue($"{label}[{elements.Count}]", elementType) is { } element and not "")
            elements.Add(element);
        return elements.ToArray();
    }

    // The type literals of scripts do not know every name that the framework gives, arrays among them, and the framework
    // does not know the types of modules.
    private static Type TypeOf(FieldDescription field) =>
        Type.GetType(field.ParameterAssemblyFullName)
        ?? (LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, out Type type) ? type : typeof(string));

    private object? AskForValue(string label, Type type)
    {
        while (true)
        {
            string answer = Ask(label + ": ");
            if (answer.Length == 0)
                return answer;

            try
            {
                return LanguagePrimitives.ConvertTo(answer, type, CultureInfo.CurrentCulture);
            }
            catch (PSInvalidCastException exception)
            {
                WriteErrorLine(exception.Message);
            }
        }
    }

    /// <summary>Reads the answer to a question, and ends the line that the question stands on.</summary>
    private string Ask(string question)
    {
        string answer = ReadLine(question) ?? throw NoMoreInput();
        if (!Terminal.ReadsKeys)
            WriteLine();
        return answer;
    }

    private string? ReadLine(string prompt)
    {
        EndProgress();
        if (!Terminal.IsInteractive)
        {
            Write(prompt);
            return Console.In.ReadLine();
        }

        try
        {
            return _editor.ReadLine(prompt);
        }
        catch (OperationCanceledException)
        {
            throw Stopped();
        }
    }

    private void ReadSecret(SecureString secret)
    {
        bool controlC = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            while (true)
            {
                ConsoleKeyInfo key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.C && (key.Modifiers & ConsoleModifiers.Control) != 0)
                    throw Stopped();

                if (key.Key == ConsoleKey.Enter)
                    break;

                if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
                {
                    secret.RemoveAt(secret.Length - 1);
                    Write("\b \b");
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    secret.AppendChar(key.KeyChar);
                    Write("*");
                }
            }
        }
        finally
        {
            Console.TreatControlCAsInput = controlC;
            WriteLine();
        }
    }

    // Ctrl+C at a question is meant for the command that asked it.
    private PipelineStoppedException Stopped()
    {
        interruption.StopPipeline();
        return new PipelineStoppedException();
    }
}
