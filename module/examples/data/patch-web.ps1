# The definition of the workflow that PatchWeb.ps1 runs. Every process that resumes the run reads this same file.
Step drain {
    param($In)
    Write-Journal drain
    foreach ($server in $In.servers) {
        $folder = New-Item -ItemType Directory -Path (Join-Path $In.folder $server) -Force
        Set-Content -LiteralPath (Join-Path $folder site.conf) -Value "server $server; drained"
    }
    $Context.window = '02:00-03:00'
    @{ count = $In.servers.Count }
}

InParallel {
    Step backup {
        Write-Journal backup
        foreach ($server in $Run.Input.servers) {
            $file = Join-Path $Run.Input.folder $server site.conf
            Copy-Item -LiteralPath $file -Destination "$file.bak"
        }
        @{ files = $In.count }
    }
    Step notify {
        Write-Journal notify
        "Announced the maintenance window $($Context.window) at $(Get-Date -Format t)"
    }
}

Branch {
    When { $In.backup.files -gt 0 } {
        Step patch { Write-Journal patch; 'kernel 6.12' }
    }
    Otherwise {
        Step skip { Write-Journal skip }
    }
}

# A server takes a second to restart.
ForEachItem reboot -In { $Run.Input.servers } -ThrottleLimit 2 -TimeoutSec 30 -Attempts 2 {
    param($server)
    Write-Journal "reboot $server"
    Start-Sleep -Seconds 1
    Set-Content -LiteralPath (Join-Path $Run.Input.folder $server up) -Value $Steps['patch'].Output
    $server
}

Loop verify -Until { $Out.healthy } -MaxIterations 10 {
    Write-Journal verify
    $down = $Run.Input.servers | Where-Object { -not (Test-Path -LiteralPath (Join-Path $Run.Input.folder $_ up)) }
    @{ healthy = -not $down }
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
