//! A firewall for hiring: judge applicant and device records against a policy directory.
