# What the run of PatchWeb.ps1 does. The same file, read by another process, is the same workflow.
Step drain {
    param($In)
    Write-Journal drain
    foreach ($server in $In.servers) {
        $null = [IO.Directory]::CreateDirectory("$($In.folder)/$server")
        [IO.File]::WriteAllText("$($In.folder)/$server/site.conf", "server $server; drained")
    }
    $Context.window = '02:00-03:00'
    @{ count = $In.servers.Count }
}

InParallel {
    Step backup {
        Write-Journal backup
        foreach ($server in $Run.Input.servers) {
            [IO.File]::Copy("$($Run.Input.folder)/$server/site.conf", "$($Run.Input.folder)/$server/site.conf.bak", $true)
        }
        @{ files = $In.count }
    }
    Step notify {
        Write-Journal notify
        $version = & ([Environment]::ProcessPath) --version
        "tools $version told of the window $($Context.window)"
    }
}

Branch { When { $In.backup.files -gt 0 } { Step patch { Write-Journal patch; 'kernel 6.12' } } Otherwise { Step skip { Write-Journal skip } } }

# A server takes a second to come back.
ForEachItem reboot -In { $Run.Input.servers } -ThrottleLimit 2 -TimeoutSec 30 -Attempts 2 {
    param($server)
    Write-Journal "reboot $server"
    [Threading.Thread]::Sleep(1000)
    [IO.File]::WriteAllText("$($Run.Input.folder)/$server/up", "$($Steps['patch'].Output)")
    $server
}

Loop verify -Until { $Out.healthy } -MaxIterations 10 {
    Write-Journal verify
    $down = @($Run.Input.servers | Where-Object { -not [IO.File]::Exists("$($Run.Input.folder)/$_/up") })
    @{ healthy = $down.Count -eq 0 }
}

Step approve {
    Write-Journal approve
    if ($null -eq $ResumeData) { Suspend-WorkflowRun -Payload @{ question = 'All servers are up. Open them for users?' } }
    "answered $ResumeData"
}

Step open {
    Write-Journal open
    "$($Run.Input.servers.Count) servers serve $($Steps['patch'].Output)"
}
