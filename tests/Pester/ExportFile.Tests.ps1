#Requires -Version 7.4

Describe 'Export files' {
    BeforeAll {
        $manifest = if ($env:SNAPSHOTS_MODULE) { $env:SNAPSHOTS_MODULE } else { Join-Path $PSScriptRoot '../../out/Snapshots/Snapshots.psd1' }
        Import-Module $manifest
        $export = 'PSSnapshots.Commands.ExportRunSnapshotCommand'
        $import = 'PSSnapshots.Commands.ImportRunSnapshotCommand'
        $ownerOnly = '-rw-------'

        function Export-Name([string] $RunId) {
            (New-WorkflowRun w $RunId | New-RunSnapshot | Export-RunSnapshot $folder -PassThru).Name
        }
    }

    BeforeEach {
        Clear-RunSnapshot -All
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))).FullName
        $file = Join-Path $folder 'a.json'
        $snapshot = New-WorkflowRun deploy deploy-7 | New-RunSnapshot
    }

    Context 'Access' -Skip:$IsWindows {
        It 'gives a new <_> to its owner alone' -ForEach 'a.json', 'a.json.gz' {
            $snapshot | Export-RunSnapshot (Join-Path $folder $_)
            (Get-Item (Join-Path $folder $_)).UnixMode | Should -Be $ownerOnly
        }

        It 'gives a new file to its owner alone with <_>' -ForEach '-NoClobber', '-Compress' {
            Invoke-Expression "`$snapshot | Export-RunSnapshot `$file $_"
            (Get-Item $file).UnixMode | Should -Be $ownerOnly
        }

        It 'gives each new file in a folder to its owner alone' {
            $snapshot | Export-RunSnapshot $folder -PassThru | ForEach-Object UnixMode | Should -Be $ownerOnly
        }

        It 'keeps mode <_> of a file that it replaces' -ForEach '644', '660', '600' {
            Set-Content $file 'old'
            chmod $_ $file
            $before = (Get-Item $file).UnixMode
            $snapshot | Export-RunSnapshot $file

            (Get-Item $file).UnixMode | Should -Be $before
            Test-RunSnapshot -Path $file | Should -BeTrue
        }
    }

    Context 'Links' {
        BeforeEach {
            $link = Join-Path $folder 'link.json'
        }

        It 'keeps a link and replaces the file that it leads to' {
            Set-Content $file 'old'
            New-Item -ItemType SymbolicLink $link -Target $file
            $snapshot | Export-RunSnapshot $link

            (Get-Item $link).LinkTarget | Should -Be $file
            (Get-Item $file).LinkType | Should -BeNullOrEmpty
            Test-RunSnapshot -Path $file | Should -BeTrue
        }

        It 'creates the file that a link leads to' {
            New-Item -ItemType SymbolicLink $link -Target $file
            $snapshot | Export-RunSnapshot $link

            (Get-Item $link).LinkTarget | Should -Be $file
            Test-RunSnapshot -Path $file | Should -BeTrue
        }

        It 'treats a link as an existing file with -NoClobber' {
            New-Item -ItemType SymbolicLink $link -Target $file
            { $snapshot | Export-RunSnapshot $link -NoClobber -ErrorAction Stop } | Should -Throw -ErrorId "FileExists,$export"
            $file | Should -Not -Exist
        }

        It 'does not follow a link at the name of a temporary file' -Skip:$IsWindows {
            $victim = Join-Path $folder 'victim'
            Set-Content $victim 'untouched' -NoNewline
            [PSSnapshots.Storage.AtomicFile]::Write($file, [Action[IO.Stream]] { $script:name = (Get-ChildItem $folder -Force -Filter *.tmp).FullName })
            New-Item -ItemType SymbolicLink $script:name -Target $victim
            $snapshot | Export-RunSnapshot $file

            Get-Content $victim | Should -Be 'untouched'
            Test-RunSnapshot -Path $file | Should -BeTrue
        }
    }

    Context '-NoClobber' {
        It 'lets exactly one of several exports to one file succeed' {
            1..8 | ForEach-Object { $null = New-RunSnapshot (New-WorkflowRun w "run-$_") }
            $results = Get-RunSnapshot run-* | ForEach-Object -Parallel {
                Import-Module $using:manifest
                $_ | Export-RunSnapshot $using:file -NoClobber -ErrorAction SilentlyContinue -ErrorVariable failed -PassThru
                $failed.FullyQualifiedErrorId
            } -ThrottleLimit 8

            @($results | Where-Object { $_ -is [IO.FileInfo] }) | Should -HaveCount 1
            @($results -eq "FileExists,$export") | Should -HaveCount 7
            (Import-RunSnapshot $file -NoRegister).RunId | Should -BeLike 'run-*'
            (Get-ChildItem $folder -Force).Name | Should -Be 'a.json'
        }
    }

    Context 'Names in a folder' {
        It 'uses the run ID and the number' {
            Export-Name 'build_1.2-a' | Should -Be 'build_1.2-a-1.json'
        }

        It 'distinguishes <first> and <second> on file systems that ignore case' -ForEach @(
            @{ first = 'deploy'; second = 'Deploy' }
            @{ first = 'DEPLOY'; second = 'Deploy' }
            @{ first = 'é'; second = 'É' }
            @{ first = 'a%2Fb'; second = 'a%2fb' }
            @{ first = 'i'; second = 'I' }
        ) {
            $names = (Export-Name $first), (Export-Name $second)
            $names[0] | Should -Not -Be $names[1]
            (Get-ChildItem $folder).Count | Should -Be 2
        }

        It 'does not give two run IDs the same name' {
            $name = (Export-Name 'Deploy') -replace '-1\.json$'
            Export-Name $name.ToLowerInvariant() | Should -Not -Be "$name-1.json"
        }

        It 'distinguishes run IDs that are equal in UTF-8' {
            Export-Name "a`u{D800}" | Should -Not -Be (Export-Name "a`u{D801}")
        }

        It 'exports a run ID of <length> times <letter>' -ForEach @(
            @{ length = 251; letter = 'x' }
            @{ length = 1000; letter = 'x' }
            @{ length = 120; letter = 'é' }
            @{ length = 251; letter = '日' }
            @{ length = 100; letter = '/' }
            @{ length = 251; letter = 'X' }
        ) {
            $id = $letter * $length
            $name = Export-Name $id
            [Text.Encoding]::UTF8.GetByteCount($name) | Should -BeLessOrEqual 255
            (Import-RunSnapshot (Join-Path $folder $name) -NoRegister).RunId | Should -BeExactly $id
            Export-Name "$id!" | Should -Not -Be $name
        }

        It 'exports the run ID ''<_>'' under a name that Windows can have' -ForEach 'CON', 'con', 'nul.txt', 'COM1.a.b', 'lpt9.', 'a.', 'a ', ' ', '..', '../x', 'a\b', 'a:b', 'a*?"<>|' {
            $name = Export-Name $_
            $name | Should -Match '^[A-Za-z0-9%~_-][A-Za-z0-9%~._-]*-1(~[0-9a-f]+)?\.json$'
            $name | Should -Not -Match '^(con|prn|aux|nul|com\d|lpt\d)\.'
            (Import-RunSnapshot -LiteralPath (Join-Path $folder $name) -NoRegister).RunId | Should -BeExactly $_
        }

        It 'exports a run ID with a line feed and a NUL' {
            $name = Export-Name "a`nb`0"
            $name | Should -Be 'a%0Ab%00-1.json'
            (Import-RunSnapshot (Join-Path $folder $name) -NoRegister).RunId | Should -BeExactly "a`nb`0"
        }
    }

    Context '-PassThru' {
        It 'emits a file that formats like the output of Get-Item' {
            $shown = $snapshot | Export-RunSnapshot $file -PassThru | Format-Table | Out-String
            $shown | Should -Be (Get-Item $file | Format-Table | Out-String)
        }

        It 'emits a file with the provider''s properties' {
            $emitted = $snapshot | Export-RunSnapshot $file -PassThru
            $emitted | Should -BeOfType System.IO.FileInfo
            $emitted.PSPath | Should -Be (Get-Item $file).PSPath
            $emitted.PSParentPath | Should -Be (Get-Item $file).PSParentPath
        }

        It 'emits a hidden file, and one from a location of another provider' {
            Push-Location Variable:
            try {
                ($snapshot | Export-RunSnapshot "FileSystem::$(Join-Path $folder '.hidden[1].json')" -PassThru).Name | Should -Be '.hidden[1].json'
            }
            finally {
                Pop-Location
            }
        }
    }

    Context '-WhatIf of an export that would fail' {
        BeforeEach {
            Set-Content $file 'old' -NoNewline
        }

        It 'reports a file that exists with -NoClobber' {
            { $snapshot | Export-RunSnapshot $file -NoClobber -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "FileExists,$export"
        }

        It 'reports a folder that does not exist' {
            { $snapshot | Export-RunSnapshot (Join-Path $folder 'none' 'a.json') -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "FolderNotFound,$export"
        }

        It 'reports a read-only file' {
            (Get-Item $file).IsReadOnly = $true
            { $snapshot | Export-RunSnapshot $file -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "FileReadOnly,$export"
            $snapshot | Export-RunSnapshot $file -Force -WhatIf
            (Get-Item $file).IsReadOnly = $false
        }

        It 'reports a folder in the place of the file' {
            $null = New-Item -ItemType Directory (Join-Path $folder 'deploy-7-1.json')
            { $snapshot | Export-RunSnapshot $folder -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "IsFolder,$export"
            { $snapshot | Export-RunSnapshot $folder -ErrorAction Stop } | Should -Throw -ErrorId "IsFolder,$export"
        }

        It 'reports a name that is too long' {
            { $snapshot | Export-RunSnapshot (Join-Path $folder ('x' * 300)) -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "WriteFailed,$export"
        }

        It 'reports a second snapshot for one file' {
            { $snapshot, $snapshot | Export-RunSnapshot $file -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "FileWrittenTwice,$export"
        }

        It 'reports a store that is a file' {
            { $snapshot | Export-RunSnapshot -Store $file -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "StoreIsFile,$export"
        }

        AfterEach {
            Get-Content $file | Should -Be 'old'
        }
    }

    Context 'Import with -WhatIf' {
        It 'keeps and emits nothing' {
            $snapshot | Export-RunSnapshot $file
            Clear-RunSnapshot -All
            Import-RunSnapshot $file -WhatIf | Should -BeNullOrEmpty
            Get-RunSnapshot | Should -BeNullOrEmpty
        }

        It 'reports a file that does not exist, and one that is not valid' {
            Set-Content $file '{}'
            { Import-RunSnapshot (Join-Path $folder 'none.json') -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "FileNotFound,$import"
            { Import-RunSnapshot $file -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "InvalidSnapshotFile,$import"
        }
    }

    Context 'Compressed input' {
        BeforeAll {
            # 257 MiB of blanks, compressed to about 0.25 MB.
            $bomb = Join-Path $TestDrive 'bomb.json.gz'
            $stream = [IO.Compression.GZipStream]::new([IO.File]::Create($bomb), [IO.Compression.CompressionLevel]::Fastest)
            $blanks = [byte[]]::new(1MB)
            [Array]::Fill($blanks, [byte] 32)
            foreach ($number in 1..257) { $stream.Write($blanks) }
            $stream.Dispose()
        }

        It 'is refused by <_> if it is larger than 256 MiB' -ForEach 'Import', 'Test', 'Repair' {
            { & "$_-RunSnapshot" -Path $bomb -ErrorAction Stop } | Should -Throw -ErrorId "FileTooLarge,PSSnapshots.Commands.$_`RunSnapshotCommand" -ExpectedMessage '*268435456*-MaxBytes*'
        }

        It 'is read if -MaxBytes permits it' {
            { Import-RunSnapshot $bomb -MaxBytes 300MB -ErrorAction Stop } | Should -Throw -ErrorId "InvalidSnapshotFile,$import"
        }
    }

    Context 'A string that names a file' {
        BeforeEach {
            $snapshot | Export-RunSnapshot $file
            Set-Content (Join-Path $folder 'bad.json') '{}'
            Push-Location $folder
        }

        AfterEach {
            Pop-Location
        }

        It 'is tested as a file: <_>' -ForEach './a.json', 'a.json', 'a*.json', '[a].json' {
            Test-RunSnapshot $_ | Should -BeTrue
        }

        It 'is tested as a file in the pipeline' {
            'a.json', 'bad.json' | Test-RunSnapshot | Should -Be $true, $false
            (Get-ChildItem -Name).Where{ $_ -like '*.json' } | Test-RunSnapshot | Should -Be $true, $false
        }

        It 'is tested among documents and their lines' {
            $lines = Get-Content $file
            $lines + 'bad.json' + $lines | Test-RunSnapshot | Should -Be $true, $false, $true
        }

        It 'is the source of its violations' {
            (Test-RunSnapshot bad.json -Detailed)[0].Source | Should -Be (Join-Path $PWD 'bad.json')
        }

        It 'is text if it is JSON' {
            Copy-Item $file '123'
            Test-RunSnapshot '123' | Should -BeFalse
        }

        It 'is text if the file does not exist' {
            Test-RunSnapshot missing.json | Should -BeFalse
            Test-RunSnapshot 'none*.json' | Should -BeFalse
            Test-RunSnapshot Variable:HOME | Should -BeFalse
            Test-RunSnapshot 'nodrive:/a.json' | Should -BeFalse
        }

        It 'is read up to -MaxBytes' {
            { Test-RunSnapshot ./a.json -MaxBytes 5 -ErrorAction Stop } | Should -Throw -ErrorId 'FileTooLarge,PSSnapshots.Commands.TestRunSnapshotCommand'
        }

        It 'is an error if it names a folder' {
            { Test-RunSnapshot $folder -ErrorAction Stop } | Should -Throw -ErrorId 'IsFolder,PSSnapshots.Commands.TestRunSnapshotCommand'
        }

        It 'is repaired as a file' {
            (('a.json' | Repair-RunSnapshot).Snapshot).RunId | Should -Be 'deploy-7'
            { 'bad.json' | Repair-RunSnapshot -ErrorAction Stop } | Should -Throw -ExpectedMessage "*$(Join-Path $PWD 'bad.json')*"
        }
    }
}
