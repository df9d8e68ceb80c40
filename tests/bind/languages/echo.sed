# The names that the canonical ABI wants, of those that AssemblyScript can give.
/(export "/ {
    s/"E_constructor_counter"/"bind:test\/echoes@1.0.0#[constructor]counter"/
    s/"E_dtor_counter"/"bind:test\/echoes@1.0.0#[dtor]counter"/
    s/"E_method_counter_/"bind:test\/echoes@1.0.0#[method]counter./
    s/"P_method_counter_/"cabi_post_bind:test\/echoes@1.0.0#[method]counter./
    s/"E_static_counter_/"bind:test\/echoes@1.0.0#[static]counter./
    s/"W_/"/
    s/"V_/"cabi_post_/
    s/"E_/"bind:test\/echoes@1.0.0#/
    s/"P_/"cabi_post_bind:test\/echoes@1.0.0#/
    :again
    s/\(#[a-z0-9-]*\)_\([a-z0-9_]*"\)/\1-\2/
    t again
}
