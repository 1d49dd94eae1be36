#Requires -Version 7.4

Describe 'Help' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        $commands = Get-Command -Module Snapshots
        $topics = foreach ($command in $commands) {
            $help = Get-Help $command.Name -Full -Category Cmdlet
            [pscustomobject]@{
                Name        = $command.Name
                Command     = $command
                Help        = $help
                Synopsis    = $help.Synopsis.Trim()
                Description = $help.description.Text -join "`n"
                Parameters  = @($help.parameters.parameter)
                Examples    = @($help.examples.example.code)
            }
        }
        $about = Get-Content (Join-Path (Split-Path $manifest) 'en-US/about_Snapshots.help.txt')

        # What help and the command say of a parameter, as one string each.
        function Get-DescribedFact($Parameter) { "$($Parameter.name): required $($Parameter.required), position $($Parameter.position), pipeline $($Parameter.pipelineInput), wildcards $($Parameter.globbing)" }
        function Get-Fact($Parameter) {
            $position = $Parameter.Position -lt 0 ? 'named' : $Parameter.Position
            $pipeline = switch ($Parameter.ValueFromPipeline, $Parameter.ValueFromPipelineByPropertyName -join ' ') {
                'True True' { 'True (ByPropertyName, ByValue)' }
                'True False' { 'True (ByValue)' }
                'False True' { 'True (ByPropertyName)' }
                'False False' { 'False' }
            }
            $wildcards = @($Parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.SupportsWildcardsAttribute] }).Count -gt 0
            "$($Parameter.Name): required $($Parameter.IsMandatory), position $position, pipeline $pipeline, wildcards $wildcards"
        }
    }

    It 'is found by Get-Help for each cmdlet' {
        foreach ($topic in $topics) {
            $topic.Help.PSObject.TypeNames | Should -Contain 'MamlCommandHelpInfo#FullView' -Because $topic.Name
            $topic.Help.Name | Should -BeExactly $topic.Name
        }
    }

    It 'is about the cmdlets of the module only' {
        $file = [xml](Get-Content (Join-Path (Split-Path $manifest) 'en-US/PSSnapshots.dll-Help.xml') -Raw)

        $file.helpItems.command.details.name | Sort-Object | Should -BeExactly ($commands.Name | Sort-Object)
    }

    It 'has a synopsis of one sentence for each cmdlet' {
        foreach ($topic in $topics) { $topic.Synopsis | Should -MatchExactly '^[A-Z][^\n]{10,80}\.$' -Because $topic.Name }
        $topics.Synopsis | Select-Object -Unique | Should -HaveCount $topics.Count
    }

    It 'has a description that names the cmdlet, for each cmdlet' {
        foreach ($topic in $topics) {
            $topic.Description.Length | Should -BeGreaterThan 80 -Because $topic.Name
            $topic.Description | Should -MatchExactly $topic.Name
        }
        $topics.Description | Select-Object -Unique | Should -HaveCount $topics.Count
    }

    It 'has at least two examples for each cmdlet, which use it' {
        foreach ($topic in $topics) {
            $topic.Examples.Count | Should -BeGreaterOrEqual 2 -Because $topic.Name
            foreach ($example in $topic.Examples) { $example | Should -MatchExactly $topic.Name }
        }
    }

    It 'has examples that use only commands and parameters that exist' {
        # What exists in definitions only, and what an example says is the reader's own.
        $words = 'Step', 'InParallel', 'Branch', 'When', 'Otherwise', 'ForEachItem', 'Loop', 'SubWorkflow', 'Retry', 'Invoke-Migration'
        $isCommand = { $args[0] -is [System.Management.Automation.Language.CommandAst] }
        $isParameter = { $_ -is [System.Management.Automation.Language.CommandParameterAst] }
        foreach ($topic in $topics) {
            foreach ($example in $topic.Examples) {
                $errors = $null
                $script = [System.Management.Automation.Language.Parser]::ParseInput($example, [ref] $null, [ref] $errors)
                $errors | Should -BeNullOrEmpty -Because "$($topic.Name): $example"
                foreach ($call in $script.FindAll($isCommand, $true)) {
                    $name = $call.GetCommandName()
                    if ($name -cin $words) { continue }
                    $command = Get-Command $name -ErrorAction Ignore
                    $command.Name | Should -BeExactly $name -Because "an example of $($topic.Name) uses it"
                    $call.CommandElements | Where-Object $isParameter | Where-Object { -not $command.Parameters.ContainsKey($_.ParameterName) } |
                        Should -BeNullOrEmpty -Because "an example of $($topic.Name) uses it with $name"
                }
            }
        }
    }

    It 'describes every parameter in sentences, and no other' {
        foreach ($topic in $topics) {
            $own = $topic.Command.Parameters.Keys | Where-Object { $_ -notin $common }
            $topic.Parameters.name | Sort-Object | Should -BeExactly ($own | Sort-Object) -Because $topic.Name
            foreach ($parameter in $topic.Parameters + $topic.Help.syntax.syntaxItem.parameter) {
                $parameter.description.Text -join ' ' -replace '\s+', ' ' | Should -MatchExactly '^[A-Z].*\.$' -Because "$($topic.Name) -$($parameter.name)"
            }
        }
    }

    It 'lists the aliases of every parameter' {
        foreach ($topic in $topics) {
            foreach ($parameter in $topic.Parameters) {
                $aliases = @($topic.Command.Parameters[$parameter.name].Aliases)
                $parameter.aliases | Should -BeExactly ($aliases ? $aliases -join ', ' : 'none') -Because "$($topic.Name) -$($parameter.name)"
            }
        }
    }

    It 'describes every parameter set as it is declared' {
        foreach ($topic in $topics) {
            $expected = foreach ($set in $topic.Command.ParameterSets) {
                ($set.Parameters | Where-Object Name -NotIn $common | ForEach-Object { Get-Fact $_ } | Sort-Object) -join "`n"
            }
            $described = foreach ($syntax in $topic.Help.syntax.syntaxItem) {
                ($syntax.parameter | ForEach-Object { Get-DescribedFact $_ } | Sort-Object) -join "`n"
            }
            $described | Sort-Object | Should -Be ($expected | Sort-Object) -Because $topic.Name
        }
    }

    It 'describes every parameter as it is declared in the default parameter set, or else in the first that has it' {
        foreach ($topic in $topics) {
            $sets = @($topic.Command.ParameterSets | Where-Object IsDefault) + @($topic.Command.ParameterSets | Where-Object { -not $_.IsDefault })
            foreach ($parameter in $topic.Parameters) {
                $declared = $sets.Parameters | Where-Object Name -CEQ $parameter.name | Select-Object -First 1
                Get-DescribedFact $parameter | Should -Be (Get-Fact $declared) -Because $topic.Name
            }
        }
    }

    It 'has links only to cmdlets of the module and to the about topic' {
        $links = $topics.Help.relatedLinks.navigationLink.linkText

        $links | Should -Not -BeNullOrEmpty
        $links | Where-Object { $_ -cnotin $commands.Name -and $_ -cne 'about_Snapshots' } | Should -BeNullOrEmpty
    }

    Context 'about_Snapshots' {
        It 'is found by Get-Help' {
            $text = (Get-Help about_Snapshots | Out-String -Width 200) -split '\r?\n' -join "`n"

            $text.Trim() | Should -BeExactly ($about -join "`n").Trim()
            $text | Should -Match 'HOW TYPES ARE KEPT'
        }

        It 'names every cmdlet' {
            $commands.Name | Where-Object { ($about -join "`n") -cnotlike "*$_*" } | Should -BeNullOrEmpty
        }

        It 'has lines of at most 80 characters' {
            $about | Where-Object Length -GT 80 | Should -BeNullOrEmpty
        }
    }
}
