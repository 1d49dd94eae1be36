#Requires -Version 7.4

Describe 'Values that snapshots return' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest

        function Restore-Value($Value) {
            Set-WorkflowRun $run -StepId s -Output $Value
            , (New-RunSnapshot $run | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['s'].Output
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $run = New-WorkflowRun w values-1
    }

    Context 'Objects' {
        It 'keeps note, script and alias properties as their values' {
            $object = [pscustomobject]@{ note = 1 } |
                Add-Member -MemberType ScriptProperty script { $this.note + 1 } -PassThru |
                Add-Member -MemberType AliasProperty alias note -PassThru
            $back = Restore-Value $object

            $back.note, $back.script, $back.alias | Should -Be 1, 2, 1
        }

        It 'keeps the error of a property that fails, and the other properties' {
            $object = [pscustomobject]@{ note = 1 } | Add-Member -MemberType ScriptProperty bad { throw 'no' } -PassThru
            $back = Restore-Value $object

            $back.note | Should -Be 1
            $back.bad.name | Should -BeExactly 'System.Management.Automation.RuntimeException'
            $back.bad.message | Should -BeExactly 'no'
        }

        It 'keeps the error of an alias without a target' {
            $object = [pscustomobject]@{ note = 1 }
            $object.PSObject.Properties.Add([psaliasproperty]::new('dangling', 'nowhere'))

            (Restore-Value $object).dangling.message | Should -Not -BeNullOrEmpty
        }

        It 'keeps the properties of a file' {
            $file = Get-Item $PSCommandPath
            $back = Restore-Value $file

            $back.Name | Should -BeExactly $file.Name
            $back.Length | Should -Be $file.Length
            $back.LastWriteTimeUtc | Should -Be $file.LastWriteTimeUtc
            $back.LastWriteTimeUtc | Should -BeOfType datetime
        }

        It 'keeps the properties of a process, and the error of those that fail' {
            $back = Restore-Value (Get-Process -Id $PID)

            $back.Id | Should -Be $PID
            $back.ExitCode.message | Should -Not -BeNullOrEmpty
        }

        It 'keeps pairs and tuples with all their levels' {
            $pair = [System.Collections.Generic.KeyValuePair[string, object]]::new('k', @{ deep = 1 })
            $back = Restore-Value @{ pair = $pair; tuple = [System.Tuple]::Create('t', @{ deep = 2 }) }

            $back.pair.Value.deep | Should -Be 1
            $back.tuple.Item2.deep | Should -Be 2
        }

        It 'keeps the causes, the position and the stack of an error' {
            $back = try { throw [InvalidOperationException]::new('outer', [System.IO.IOException]::new('inner')) } catch { Restore-Value $_ }

            $back.name | Should -BeExactly 'System.InvalidOperationException'
            $back.message | Should -BeExactly 'outer'
            $back.cause.name | Should -BeExactly 'System.IO.IOException'
            $back.cause.message | Should -BeExactly 'inner'
            $back.position | Should -BeLike 'At *'
            $back.scriptStackTrace | Should -BeLike 'at *'
        }

        It 'keeps the type and the message of an exception' {
            $back = try { throw 'thrown' } catch { Restore-Value $_.Exception }

            $back.name | Should -BeExactly 'System.Management.Automation.RuntimeException'
            $back.message | Should -BeExactly 'thrown'
        }
    }

    Context 'XML documents and System.Text.Json values' {
        It 'keeps the type and the text of an XML document' {
            $document = [xml]::new()
            $document.PreserveWhitespace = $true
            $document.LoadXml('<a x="1"> <b>ü</b></a>')
            $back = Restore-Value $document

            $back.GetType() | Should -Be ([xml])
            $back.OuterXml | Should -BeExactly '<a x="1"> <b>ü</b></a>'
            $plain = [xml]'<a x="1"> <b>ü</b></a>'
            (Restore-Value $plain).OuterXml | Should -BeExactly $plain.OuterXml
        }

        It 'returns an XML element, or a document with a document type, as text' {
            Restore-Value ([xml]'<a><b/></a>').a.FirstChild | Should -BeOfType string
            $document = [xml]::new()
            $document.LoadXml('<!DOCTYPE a [<!ENTITY e "x">]><a/>')
            Restore-Value $document | Should -BeOfType string
        }

        It 'keeps JSON as the values that it represents' {
            (Restore-Value ([System.Text.Json.Nodes.JsonNode]::Parse('{ "a": [ 1, "é" ] }'))).a | Should -BeExactly 1, 'é'
            (Restore-Value ([System.Text.Json.JsonDocument]::Parse('{ "a": { "b": 2 } }').RootElement)).a.b | Should -Be 2
            Restore-Value ([System.Text.Json.JsonDocument]::Parse('null').RootElement) | Should -BeNullOrEmpty
        }
    }

    Context 'Members of a custom object, which are created when they are read' {
        BeforeEach {
            Set-WorkflowRun $run -StepId b -Output ([pscustomobject]@{ rows = @(@{ k = 1 }, @{ k = 2 }); one = [pscustomobject]@{ n = 5 }; text = 'x' })
            $snapshot = New-RunSnapshot $run
            $output = ($snapshot | ConvertTo-RunSnapshotJson | ConvertFrom-RunSnapshotJson).StepResults['b'].Output
        }

        It 'returns the same object each time' {
            [object]::ReferenceEquals($output.rows, $output.rows) | Should -BeTrue
            $output.rows[0].k = 9
            $output.rows[0].k | Should -Be 9
        }

        It 'does not change the snapshot when a member changes' {
            $mine = $snapshot.StepResults['b'].Output
            $mine.rows[0].k = 9
            $mine.one.n = 9
            $mine.one = 7

            $snapshot.StepResults['b'].Output.rows[0].k | Should -Be 1
            $snapshot.StepResults['b'].Output.one.n | Should -Be 5
        }

        It 'replaces a member that was never read' {
            $output.rows = 7
            $output.rows | Should -Be 7
            $output.PSObject.Properties['rows'].Value | Should -Be 7
        }

        It 'shares members with a copy, as other objects do' {
            $copy = $output.PSObject.Copy()
            $copy.one.n = 9
            $output.one.n | Should -Be 9

            $copy.one = 8
            $output.one.n = 5
            $output.one.n, $copy.one | Should -Be 5, 8
        }

        It 'has note properties that print as such' {
            $property = $output.PSObject.Properties['rows']

            $property.MemberType | Should -Be NoteProperty
            $property.IsSettable | Should -BeTrue
            "$property" | Should -BeExactly 'Object[] rows=System.Object[]'
            $property.TypeNameOfValue | Should -BeExactly 'System.Object[]'
        }
    }
}
