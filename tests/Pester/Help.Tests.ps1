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
                Names       = @($command.Name) + @((Get-Alias -Definition $command.Name -ErrorAction Ignore).Name)
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

    # One assertion over all cmdlets is much faster than one for each; what is emitted names the cmdlet.

    It 'is found by Get-Help for each cmdlet' {
        $topics.Help.Name | Should -BeExactly $commands.Name
        $topics | Where-Object { $_.Help.PSObject.TypeNames -notcontains 'MamlCommandHelpInfo#FullView' } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'is about the cmdlets of the module only' {
        $file = [xml](Get-Content (Join-Path (Split-Path $manifest) 'en-US/PSSnapshots.dll-Help.xml') -Raw)

        $file.helpItems.command.details.name | Sort-Object | Should -BeExactly ($commands.Name | Sort-Object)
    }

    It 'has a synopsis of one sentence for each cmdlet' {
        $topics | Where-Object Synopsis -CNotMatch '^[A-Z][^\n]{10,80}\.$' | ForEach-Object Name | Should -BeNullOrEmpty
        $topics.Synopsis | Select-Object -Unique | Should -HaveCount $commands.Count
    }

    It 'has a description that names the cmdlet, for each cmdlet' {
        $topics | Where-Object { $_.Description.Length -le 80 -or $_.Description -cnotlike "*$($_.Name)*" } | ForEach-Object Name | Should -BeNullOrEmpty
        $topics.Description | Select-Object -Unique | Should -HaveCount $commands.Count
    }

    It 'has at least two examples for each cmdlet, which use it or its alias' {
        $unused = foreach ($topic in $topics) {
            $use = '(?<![\w-])(' + ($topic.Names -ne $null -join '|') + ')(?![\w-])'
            if ($topic.Examples.Count -lt 2 -or $topic.Examples -cnotmatch $use) { $topic.Name }
        }
        $unused | Should -BeNullOrEmpty
    }

    It 'has examples that use only commands and parameters that exist' {
        # What exists in definitions only, and what an example says is the reader's own.
        $others = 'Retry', 'Invoke-Migration'
        $isCommand = { $args[0] -is [System.Management.Automation.Language.CommandAst] }
        $problems = foreach ($topic in $topics) {
            foreach ($example in $topic.Examples) {
                $errors = $null
                $script = [System.Management.Automation.Language.Parser]::ParseInput($example, [ref] $null, [ref] $errors)
                $errors | ForEach-Object { "$($topic.Name): $_" }
                foreach ($call in $script.FindAll($isCommand, $true)) {
                    $name = $call.GetCommandName()
                    if ($name -cin $others) { continue }
                    $command = Get-Command $name -ErrorAction Ignore
                    if ($command.Name -cne $name) { "$($topic.Name): $name"; continue }
                    foreach ($parameter in $call.CommandElements.ParameterName) {
                        if ($parameter -and -not $command.Parameters.ContainsKey($parameter)) { "$($topic.Name): $name -$parameter" }
                    }
                }
            }
        }

        $problems | Should -BeNullOrEmpty
    }

    It 'describes every parameter, and no other' {
        $described = foreach ($topic in $topics) { $topic.Parameters.name | Sort-Object | ForEach-Object { "$($topic.Name) -$_" } }
        $declared = foreach ($command in $commands) { $command.Parameters.Keys | Where-Object { $_ -notin $common } | Sort-Object | ForEach-Object { "$command -$_" } }

        $described | Should -BeExactly $declared
    }

    It 'describes parameters in sentences' {
        $problems = foreach ($topic in $topics) {
            foreach ($parameter in $topic.Parameters + $topic.Help.syntax.syntaxItem.parameter) {
                if ($parameter.description.Text -join ' ' -replace '\s+', ' ' -cnotmatch '^[A-Z].*\.$') { "$($topic.Name) -$($parameter.name)" }
            }
        }

        $problems | Should -BeNullOrEmpty
    }

    It 'lists the aliases of every parameter' {
        $described = foreach ($topic in $topics) { $topic.Parameters | ForEach-Object { "$($topic.Name) -$($_.name): $($_.aliases)" } }
        $declared = foreach ($topic in $topics) {
            foreach ($name in $topic.Parameters.name) {
                $aliases = $topic.Command.Parameters[$name].Aliases
                "$($topic.Name) -${name}: $($aliases.Count ? $aliases -join ', ' : 'none')"
            }
        }

        $described | Should -BeExactly $declared
    }

    It 'describes every parameter set as it is declared' {
        $described = foreach ($topic in $topics) {
            foreach ($syntax in $topic.Help.syntax.syntaxItem) { "$($topic.Name)`n" + (($syntax.parameter | ForEach-Object { Get-DescribedFact $_ } | Sort-Object) -join "`n") }
        }
        $declared = foreach ($command in $commands) {
            foreach ($set in $command.ParameterSets) { "$command`n" + (($set.Parameters | Where-Object Name -NotIn $common | ForEach-Object { Get-Fact $_ } | Sort-Object) -join "`n") }
        }

        $described | Sort-Object | Should -Be ($declared | Sort-Object)
    }

    It 'describes every parameter as it is declared in the default parameter set, or else in the first that has it' {
        $described = foreach ($topic in $topics) { $topic.Parameters | ForEach-Object { "$($topic.Name) -$(Get-DescribedFact $_)" } }
        $declared = foreach ($topic in $topics) {
            $sets = @($topic.Command.ParameterSets | Where-Object IsDefault) + @($topic.Command.ParameterSets | Where-Object { -not $_.IsDefault })
            foreach ($name in $topic.Parameters.name) {
                "$($topic.Name) -$(Get-Fact ($sets.Parameters.Where({ $_.Name -ceq $name }, 'First')[0]))"
            }
        }

        $described | Should -Be $declared
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
