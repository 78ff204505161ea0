//! Addresses of remotes that may be published.

/// Hosts whose addresses may be published without being asked: everybody can reach them.
const PUBLIC_HOSTS: &[&str] = &["github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "git.sr.ht"];

/// The web address of a remote on a public host, without user names and passwords.
pub(super) fn web_address(remote: &str) -> Option<String> {
    let rest = match remote.split_once("://") {
        Some((_, rest)) => rest.to_owned(),
        // The short form of ssh: `git@host:owner/name.git`.
        None => remote.replacen(':', "/", 1),
    };
    let (host, path) = rest.split_once('/')?;
    let host = host.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let path = path.trim_end_matches('/').trim_end_matches(".git");
    let plain = path.contains('/') && !path.contains(['?', '#', ' ', '@', '"', '<', '\\']);
    (plain && PUBLIC_HOSTS.contains(&host.as_str())).then(|| format!("https://{host}/{path}"))
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn remotes_become_web_addresses_without_credentials() {
        let address = |remote| web_address(remote);
        let wanted = Some("https://github.com/owner/name".to_owned());
        assert_eq!(address("git@github.com:owner/name.git"), wanted);
        assert_eq!(address("ssh://git@github.com:22/owner/name.git"), wanted);
        assert_eq!(address("https://user:token@github.com/owner/name/"), wanted);
        assert_eq!(address("https://git.internal.example/owner/name"), None);
        assert_eq!(address("/srv/git/name.git"), None);
    }
}
