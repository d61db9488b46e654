"""Every sentence a user can meet, in Chinese and in English."""
