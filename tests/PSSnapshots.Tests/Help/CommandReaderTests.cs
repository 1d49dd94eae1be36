using PSSnapshots.Help.Commands;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Tests.Help;

public sealed class CommandReaderTests
{
    private static ParameterDescription Parameter(string name) => SampleHelp.Command.Parameters.Single(parameter => parameter.Name == name);

    [Fact]
    public void Syntax_is_that_of_Get_Command_with_dynamic_parameters_and_wrapped()
    {
        Assert.Equal(
            """
            ### Name (Default)

            ```
            Get-HelpSample [[-Name] <string[]>] [-Count <int>] [-Delay <timespan>] [-Quiet] [-WhatIf] [-Confirm]
             [-Color <string>] [<CommonParameters>]
            ```

            ### Day

            ```
            Get-HelpSample -Day <DayOfWeek> [-Name <string[]>] [-Count <int>] [-Delay <timespan>] [-Quiet]
             [-WhatIf] [-Confirm] [<CommonParameters>]
            ```
            """,
            SyntaxSection.Write(SampleHelp.Command));
    }

    [Fact]
    public void Parameters_are_those_of_the_cmdlet_by_name_without_the_common_ones() =>
        Assert.Equal(
            ["Color", "Confirm", "Count", "Day", "Delay", "Name", "Quiet", "WhatIf"],
            SampleHelp.Command.Parameters.Select(parameter => parameter.Name));

    [Fact]
    public void Block_states_the_facts_of_each_parameter_set() =>
        Assert.Equal(
            """
            ```yaml
            Type: System.String[]
            DefaultValue: '*'
            SupportsWildcards: true
            Aliases:
            - Title
            - Label
            ParameterSets:
            - Name: Name
              Position: 0
              IsRequired: false
              ValueFromPipeline: true
              ValueFromPipelineByPropertyName: true
              ValueFromRemainingArguments: false
            - Name: Day
              Position: Named
              IsRequired: false
              ValueFromPipeline: false
              ValueFromPipelineByPropertyName: true
              ValueFromRemainingArguments: false
            DontShow: false
            AcceptedValues: []
            HelpMessage: ''
            ```
            """,
            ParameterBlock.Write(Parameter("Name"), previous: null));

    [Theory]
    [InlineData("Count", "7")]
    [InlineData("Quiet", "True")]
    [InlineData("WhatIf", "False")]
    [InlineData("Day", null)]
    [InlineData("Delay", null)]
    public void Default_value_is_what_the_property_is_initialized_with_if_it_is_simple(string name, string? expected) =>
        Assert.Equal(expected, Parameter(name).DefaultValue);

    [Fact]
    public void Default_value_that_the_assembly_does_not_tell_is_kept_from_the_page() =>
        Assert.Contains("\nDefaultValue: 5s\n", ParameterBlock.Write(Parameter("Delay"), "```yaml\nDefaultValue: 5s\n```"), StringComparison.Ordinal);

    [Fact]
    public void Accepted_values_come_from_an_enumeration_or_a_ValidateSet()
    {
        Assert.Equal(Enum.GetNames<DayOfWeek>(), Parameter("Day").AcceptedValues);
        Assert.Equal(["red", "green"], Parameter("Color").AcceptedValues);
        Assert.Empty(Parameter("Count").AcceptedValues);
    }

    [Fact]
    public void Prompt_and_visibility_come_from_the_attributes()
    {
        Assert.Equal(("Which day?", false), (Parameter("Day").HelpMessage, Parameter("Day").IsHidden));
        Assert.True(Parameter("Quiet").IsHidden);
    }
}
