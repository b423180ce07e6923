//! Time, signals and input/output for the virtual machine.
