workspace "planbook" "Where planbook stands between those who write and those who read" {

    model {
        author = person "Author" "Writes plans, decisions and guides in the repository"
        reviewer = person "Reviewer" "Wants to know whether the plan can be believed"
        planbook = softwareSystem "planbook" "Reads the repository, judges it, builds a site" {
            reading = container "Reading" "Files to documents, documents to meaning" "discover, read, decode, parse, link"
            judging = container "Judging" "Findings and numbers" "check, derive"
            publishing = container "Publishing" "Pages, data, feeds" "page, asset, output, write"
            reading -> judging "What was read"
            judging -> publishing "What was found and counted"
        }
        repository = softwareSystem "Repository" "Files and their history" "External"
        host = softwareSystem "Host" "Any host of static files" "External"

        author -> repository "Commits to"
        reading -> repository "Reads" "files, git"
        publishing -> host "Is copied to" "HTML, JSON"
        reviewer -> host "Reads pages on" "HTTPS"
    }

    views {
        systemContext planbook "context" "Who writes, who reads, and what is between them" {
            include *
            include author reviewer
        }
        container planbook "inside" "The three stretches of the corridor" {
            include *
        }
    }
}
